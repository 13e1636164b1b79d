import { Component, type ReactNode } from "react";
import { ErrorState } from "./ErrorState";

type State = { fault: Error | null };

/** A screen that breaks says so and can be opened again; without this the window would be empty. */
export class Fault extends Component<{ children: ReactNode }, State> {
  override state: State = { fault: null };

  static getDerivedStateFromError(fault: Error): State {
    return { fault };
  }

  override render() {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    return <ErrorState error={fault} level={1} onRetry={() => this.setState({ fault: null })} />;
  }
}
