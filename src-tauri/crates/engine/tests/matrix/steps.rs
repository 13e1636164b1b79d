//! Every request of a publish, in the order in which they go out: where something can go wrong.

use std::fmt;

/// How the agent's server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speech {
    /// Drafts and versions; a publish does not activate, whatever it is asked.
    Drafts,
    /// Drafts and versions; a publish activates by itself, as documented.
    DraftsActivating,
    /// Branches and revisions.
    Branches,
}

impl fmt::Display for Speech {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Drafts => "v1",
            Self::DraftsActivating => "v1 activating",
            Self::Branches => "v2",
        })
    }
}

/// What the publish is on its way to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Live.
    Live,
    /// Turned away after its first write: the draft is removed again.
    TurnedAway,
}

/// One request.
#[derive(Debug)]
pub struct Step {
    pub name: &'static str,
    pub method: &'static str,
    /// `{agent}` and `{branch}` stand for the paths of the two, `*` for one id.
    pub path: &'static str,
    /// Of the requests to this path, which one.
    pub nth: usize,
    pub way: Way,
    /// Others follow before the journal is written.
    pub is_part: bool,
}

impl Step {
    const fn live(name: &'static str, method: &'static str, path: &'static str, nth: usize) -> Self {
        Self {
            name,
            method,
            path,
            nth,
            way: Way::Live,
            is_part: false,
        }
    }

    const fn part(self) -> Self {
        Self {
            is_part: true,
            ..self
        }
    }

    const fn turned_away(name: &'static str, method: &'static str, path: &'static str, nth: usize) -> Self {
        Self {
            way: Way::TurnedAway,
            ..Self::live(name, method, path, nth)
        }
    }

    pub fn is_write(&self) -> bool {
        self.method != "GET"
    }
}

const AGENT: &str = "{agent}";
const BRANCHES: &str = "{agent}/branches";
const DRAFT: &str = "{branch}/draft";
const REVISIONS: &str = "{branch}/revisions";
const VERSIONS: &str = "{agent}/versions";

/// Names of steps that others speak of.
pub const LOOK: &str = "look";
pub const MAKE_DRAFT: &str = "make draft";
pub const WRITE: &str = "write";
pub const SEE_DRAFT: &str = "look again at the draft";
pub const SEE_CHANGES: &str = "what the draft changes";
pub const SEE_CONTENT: &str = "what is in the draft";
pub const SEE_LAST: &str = "whose the draft is";
pub const PUBLISH: &str = "publish";
pub const FIND_BRANCH: &str = "find the branch to clean up";
pub const FIND_DRAFT: &str = "find the draft to clean up";
pub const FIND_CHANGES: &str = "what it changes";
pub const FIND_CONTENT: &str = "what is in it";
pub const FIND_LAST: &str = "whose it is";

pub static ON_DRAFTS: [Step; 12] = [
    Step::live(LOOK, "GET", AGENT, 1),
    Step::live(MAKE_DRAFT, "POST", "{agent}/drafts", 1),
    Step::live(WRITE, "PATCH", "{agent}/drafts/*/config", 1),
    Step::live("look again", "GET", AGENT, 2),
    Step::live(PUBLISH, "POST", "{agent}/drafts/*/publish", 1),
    Step::live("check", "GET", "{agent}/versions/*", 1),
    Step::live("replaced", "GET", VERSIONS, 1).part(),
    Step::live("read back", "GET", AGENT, 3),
    Step::live("activate", "PATCH", "{agent}/versions/*/activate", 1),
    Step::live("replaced, again", "GET", VERSIONS, 2).part(),
    Step::live("read back, again", "GET", AGENT, 4),
    Step::turned_away("delete draft", "DELETE", "{agent}/drafts/*", 1),
];

pub static ON_BRANCHES: [Step; 22] = [
    Step::live(LOOK, "GET", AGENT, 1).part(),
    Step::live("look at branches", "GET", BRANCHES, 1).part(),
    Step::live("look for a draft", "GET", DRAFT, 1),
    Step::live(WRITE, "PUT", DRAFT, 1),
    Step::live("look again", "GET", AGENT, 2).part(),
    Step::live("look again at branches", "GET", BRANCHES, 2).part(),
    Step::live(SEE_DRAFT, "GET", DRAFT, 2).part(),
    Step::live(SEE_CHANGES, "GET", "{agent}/diff", 1).part(),
    Step::live(SEE_CONTENT, "GET", AGENT, 3).part(),
    Step::live(SEE_LAST, "GET", DRAFT, 3),
    Step::live(PUBLISH, "POST", "{branch}/draft/publish", 1),
    Step::live("check", "GET", DRAFT, 4),
    Step::live("head", "GET", "{branch}", 1).part(),
    Step::live("our revision", "GET", REVISIONS, 1),
    Step::live("replaced", "GET", REVISIONS, 2).part(),
    Step::live("read back", "GET", AGENT, 4),
    Step::turned_away(FIND_BRANCH, "GET", "{branch}", 1).part(),
    Step::turned_away(FIND_DRAFT, "GET", DRAFT, 2).part(),
    Step::turned_away(FIND_CHANGES, "GET", "{agent}/diff", 1).part(),
    Step::turned_away(FIND_CONTENT, "GET", AGENT, 3).part(),
    Step::turned_away(FIND_LAST, "GET", DRAFT, 3).part(),
    Step::turned_away("delete draft", "DELETE", DRAFT, 1),
];

/// What turns a publish away once its draft is made: the request that is forbidden.
pub static TURNED_AWAY_ON_DRAFTS: Step = Step::turned_away("", "PATCH", "{agent}/drafts/*/config", 1);
pub static TURNED_AWAY_ON_BRANCHES: Step = Step::turned_away("", "GET", AGENT, 2);

pub fn steps(speech: Speech) -> &'static [Step] {
    match speech {
        Speech::Drafts | Speech::DraftsActivating => &ON_DRAFTS,
        Speech::Branches => &ON_BRANCHES,
    }
}

pub fn turned_away(speech: Speech) -> &'static Step {
    match speech {
        Speech::Drafts | Speech::DraftsActivating => &TURNED_AWAY_ON_DRAFTS,
        Speech::Branches => &TURNED_AWAY_ON_BRANCHES,
    }
}

/// Whether a draft of ours is open while this request is on its way, before or after it was carried out.
pub fn draft_is_open(speech: Speech, step: &Step, after: bool) -> bool {
    let all = steps(speech);
    let at = |name: &str| all.iter().position(|step| step.name == name);
    let opened = at(MAKE_DRAFT).or(at(WRITE));
    let here = all.iter().position(|other| std::ptr::eq(other, step));
    let boundary = |at: Option<usize>, after: bool| at.map(|at| 2 * at + usize::from(after));
    step.way == Way::Live
        && boundary(here, after) >= boundary(opened, true)
        && boundary(here, after) <= boundary(at(PUBLISH), false)
}

/// Requests after the last look at what is live, until our own version is: what somebody else makes live on the way there
/// is replaced unseen, and named afterwards.
pub fn may_replace(speech: Speech, step: &Step, after: bool) -> bool {
    let window: &[&str] = match speech {
        Speech::Drafts => &["activate"],
        Speech::DraftsActivating => &[PUBLISH, "check"],
        Speech::Branches => &[SEE_DRAFT, SEE_CHANGES, SEE_CONTENT, SEE_LAST, PUBLISH],
    };
    !after && window.contains(&step.name)
}

/// The same for what somebody else writes into the draft that all share: it is published along with ours, and told.
pub fn may_ship(speech: Speech, step: &Step, after: bool) -> bool {
    let window = [(SEE_LAST, true), (PUBLISH, false)];
    speech == Speech::Branches && window.contains(&(step.name, after))
}

/// Whether `path`, without its query, is `pattern`, in which `*` stands for one id.
pub fn fits(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((head, tail)) => path
            .strip_prefix(head)
            .and_then(|rest| rest.strip_suffix(tail))
            .is_some_and(|id| !id.is_empty() && !id.contains('/')),
    }
}
