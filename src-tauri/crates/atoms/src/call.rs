//! One request before it is sent.

use reqwest::Method;
use serde::Serialize;

use crate::error::{Error, ErrorKind};

/// What to ask the server. The path is made of fixed words and checked ids, so that an id can never lead to another
/// route.
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) body: Option<Vec<u8>>,
    refused: Option<ErrorKind>,
}

impl Call {
    pub(crate) fn get(route: &'static str) -> Self {
        Self::new(Method::GET, route)
    }

    pub(crate) fn post(route: &'static str) -> Self {
        Self::new(Method::POST, route)
    }

    pub(crate) fn put(route: &'static str) -> Self {
        Self::new(Method::PUT, route)
    }

    pub(crate) fn patch(route: &'static str) -> Self {
        Self::new(Method::PATCH, route)
    }

    pub(crate) fn delete(route: &'static str) -> Self {
        Self::new(Method::DELETE, route)
    }

    fn new(method: Method, route: &'static str) -> Self {
        Self {
            method,
            path: format!("/{route}"),
            query: Vec::new(),
            body: None,
            refused: None,
        }
    }

    /// Appends an id as one path segment.
    pub(crate) fn id(mut self, id: &str) -> Self {
        if is_id(id) {
            self.path.push('/');
            self.path.push_str(id);
        } else {
            self.refused = Some(ErrorKind::Invalid);
            self.path.push_str("/?");
        }
        self
    }

    /// Appends a fixed segment.
    pub(crate) fn then(mut self, route: &'static str) -> Self {
        self.path.push('/');
        self.path.push_str(route);
        self
    }

    pub(crate) fn query(mut self, name: &'static str, value: String) -> Self {
        self.query.push((name, value));
        self
    }

    /// As [`Call::query`], for an id: a blank one would quietly ask for something else.
    pub(crate) fn id_query(mut self, name: &'static str, id: &str) -> Self {
        if !is_id(id) {
            self.refused = Some(ErrorKind::Invalid);
        }
        self.query(name, id.to_owned())
    }

    /// As [`Call::id_query`], for the open draft of a branch.
    pub(crate) fn draft_query(self, name: &'static str, branch: &str) -> Self {
        let mut call = self.id_query(name, branch);
        if let Some((_, value)) = call.query.last_mut() {
            value.push_str(":draft");
        }
        call
    }

    pub(crate) fn json(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body = Some(bytes),
            Err(_) => self.refused = Some(ErrorKind::Unexpected),
        }
        self
    }

    pub(crate) fn is_write(&self) -> bool {
        self.method != Method::GET
    }

    /// Whether it writes to the open draft of a branch, where a conflict without a code is about fields.
    pub(crate) fn is_draft_write(&self) -> bool {
        self.method == Method::PUT && self.path.ends_with("/draft")
    }

    pub(crate) fn method_name(&self) -> &'static str {
        match self.method {
            Method::GET => "GET",
            Method::POST => "POST",
            Method::PUT => "PUT",
            Method::PATCH => "PATCH",
            Method::DELETE => "DELETE",
            _ => "",
        }
    }

    /// What this crate itself has against sending it.
    pub(crate) fn refusal(&self) -> Option<Error> {
        self.refused.map(|kind| self.error(kind))
    }

    pub(crate) fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.method_name(), &self.path)
    }
}

fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !text.is_empty() && text.len() <= 128 && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn builds_paths_of_words_and_ids() {
        let call = Call::post("agent").id("69da0b4c20c0e03cfa4ee258").then("drafts");
        assert_eq!(call.path, "/agent/69da0b4c20c0e03cfa4ee258/drafts");
        assert_eq!(call.refusal(), None);
    }

    #[rstest]
    #[case("")]
    #[case(".")]
    #[case("..")]
    #[case("a/../b")]
    #[case("a?x=1")]
    #[case("a%2fb")]
    #[case("ä")]
    fn refuses_what_is_no_id(#[case] id: &str) {
        for call in [
            Call::get("agent").id(id),
            Call::get("agent").id_query("draftId", id),
            Call::get("agent").draft_query("b", id),
        ] {
            let error = call.refusal().unwrap();
            assert_eq!((error.kind, error.attempts), (ErrorKind::Invalid, 0));
        }
    }
}
