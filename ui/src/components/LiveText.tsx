type Props = {
  id?: string | undefined;
  children?: string | null | false | undefined;
  className?: string | undefined;
};

/**
 * Words that a screen reader is told when they change. They come as a new element each time: WebKitGTK tells
 * assistive technology of elements that come and go, never of text that changes within one.
 */
export function LiveText({ id, children, className }: Props) {
  return (
    <div id={id} role="status" className={className}>
      {children && <div key={children}>{children}</div>}
    </div>
  );
}
