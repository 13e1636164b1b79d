//! A set of metrics as a typed view over the raw configuration of an agent (Atoms: post-call analytics).
//!
//! The raw JSON is kept whole: members we do not know, the order of members, and the spelling of texts
//! travel from [`MetricSet::read`] to [`MetricSet::write`] untouched. Edits reach only the members they mean.

mod incoming;
mod state;

pub use incoming::{Difference, Fit};

use serde_json::{Map, Value};

use crate::metric::{EditError, Flag, Metric, MetricFields, MetricId, ReadError, Settings};
use crate::normalise::normalise;
use crate::wire::{self, METRICS};

/// The post-call configuration of one agent, with a stable id on every metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricSet {
    /// The configuration as read; its list of metrics, if it has one, stands here empty to mark the place.
    config: Option<Map<String, Value>>,
    entries: Vec<Entry>,
    /// The number of the next id. Only ever grows.
    next: u32,
}

#[derive(Debug, Clone, PartialEq)]
struct Entry {
    id: MetricId,
    raw: Value,
}

impl MetricSet {
    /// Takes over a configuration. `None` and `null` mean that nothing is configured yet. An entry of the
    /// list that is no object is kept as read and appears as a metric of an unknown type.
    ///
    /// # Errors
    /// [`ReadError::NotAnObject`] and [`ReadError::MetricsNotAList`], when there is no list to work on.
    pub fn read(config: Option<&Value>) -> Result<Self, ReadError> {
        let mut config = match config {
            None | Some(Value::Null) => None,
            Some(Value::Object(members)) => Some(members.clone()),
            Some(_) => return Err(ReadError::NotAnObject),
        };
        let listed = match config.as_mut().and_then(|members| members.get_mut(METRICS)) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(list)) => std::mem::take(list),
            Some(_) => return Err(ReadError::MetricsNotAList),
        };
        let mut set = Self {
            config,
            entries: Vec::new(),
            next: 1,
        };
        for raw in listed {
            let id = set.new_id();
            set.entries.push(Entry { id, raw });
        }
        Ok(set)
    }

    /// The configuration to send: as read, with the edits, after the normalisations that
    /// [`crate::normalisations`] lists. `{}` when nothing was ever configured.
    #[must_use]
    pub fn write(&self) -> Value {
        normalise(&self.raw())
    }

    /// The configuration as read, with the edits, before normalisation: what to give to
    /// [`crate::normalisations`] to learn what [`MetricSet::write`] will change.
    #[must_use]
    pub fn raw(&self) -> Value {
        let mut config = self.config.clone().unwrap_or_default();
        if let Some(list @ Value::Array(_)) = config.get_mut(METRICS) {
            *list = self.entries.iter().map(|entry| entry.raw.clone()).collect();
        }
        Value::Object(config)
    }

    /// Every metric, in order.
    #[must_use]
    pub fn metrics(&self) -> Vec<Metric> {
        self.entries
            .iter()
            .map(|entry| wire::view(&entry.id, &entry.raw))
            .collect()
    }

    /// One metric.
    #[must_use]
    pub fn get(&self, id: &MetricId) -> Option<Metric> {
        self.entries
            .iter()
            .find(|entry| entry.id == *id)
            .map(|entry| wire::view(&entry.id, &entry.raw))
    }

    /// How many metrics there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no metric.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a metric at the end, its texts as typed.
    pub fn add(&mut self, fields: &MetricFields) -> MetricId {
        self.insert_new(self.entries.len(), wire::build(fields))
    }

    /// Adds a metric right behind another one, its texts as typed.
    ///
    /// # Errors
    /// [`EditError::NoSuchMetric`].
    pub fn add_behind(&mut self, id: &MetricId, fields: &MetricFields) -> Result<MetricId, EditError> {
        let index = self.index_of(id)?;
        Ok(self.insert_new(index + 1, wire::build(fields)))
    }

    /// Brings a metric to what `fields` says. Members that are no field stay as they are; `choices` is
    /// removed unless the type is Enum.
    ///
    /// # Errors
    /// [`EditError::NoSuchMetric`], or [`EditError::NotEditable`] for a metric of an unknown type.
    pub fn update(&mut self, id: &MetricId, fields: &MetricFields) -> Result<(), EditError> {
        let index = self.editable(id)?;
        let raw = self
            .entries
            .get_mut(index)
            .and_then(|entry| entry.raw.as_object_mut());
        wire::edit(raw.ok_or(EditError::NotEditable)?, fields);
        Ok(())
    }

    /// Takes a metric out of the list.
    ///
    /// # Errors
    /// [`EditError::NoSuchMetric`].
    pub fn remove(&mut self, id: &MetricId) -> Result<(), EditError> {
        let index = self.index_of(id)?;
        self.entries.remove(index);
        Ok(())
    }

    /// Brings back a metric as `base` has it, behind the nearest metric before it in `base` that is still
    /// here, else before the nearest one after it, else at the end.
    ///
    /// # Errors
    /// [`EditError::NoSuchMetric`] when `base` has no such metric, [`EditError::AlreadyThere`] when it was
    /// not removed.
    pub fn put_back(&mut self, base: &Self, id: &MetricId) -> Result<(), EditError> {
        let old = base.index_of(id)?;
        if self.index_of(id).is_ok() {
            return Err(EditError::AlreadyThere);
        }
        let (before, from_here) = base.entries.split_at(old);
        let Some((entry, after)) = from_here.split_first() else {
            return Err(EditError::NoSuchMetric);
        };
        let place = place_between(before, after, |neighbour| self.index_of(&neighbour.id).ok());
        self.entries
            .insert(place.unwrap_or(self.entries.len()), entry.clone());
        self.next = self.next.max(base.next);
        self.mark_list();
        Ok(())
    }

    /// Copies a metric right behind itself, unknown members included. Its identifier becomes `<old>_copy`,
    /// or `<old>_copy_2` and so on when that is taken.
    ///
    /// # Errors
    /// [`EditError::NoSuchMetric`], or [`EditError::NotEditable`] for a metric of an unknown type.
    pub fn duplicate(&mut self, id: &MetricId) -> Result<MetricId, EditError> {
        let index = self.editable(id)?;
        let mut raw = self
            .entries
            .get(index)
            .ok_or(EditError::NoSuchMetric)?
            .raw
            .clone();
        let wanted = format!("{}_copy", wire::identifier(&raw));
        let name = crate::identifier::first_free(&wanted, &|name| {
            self.entries
                .iter()
                .any(|entry| wire::identifier(&entry.raw) == name)
        });
        wire::set_text(
            raw.as_object_mut().ok_or(EditError::NotEditable)?,
            wire::IDENTIFIER,
            &name,
        );
        Ok(self.insert_new(index + 1, raw))
    }

    /// Moves a metric so that it stands at `index` of the resulting list; past the end means last.
    ///
    /// # Errors
    /// [`EditError::NoSuchMetric`].
    pub fn move_to(&mut self, id: &MetricId, index: usize) -> Result<(), EditError> {
        let from = self.index_of(id)?;
        let entry = self.entries.remove(from);
        self.entries.insert(index.min(self.entries.len()), entry);
        Ok(())
    }

    /// Moves some metrics so that they stand one behind the other, in their present order, the first of them at `index`
    /// of the resulting list; past the end means last.
    ///
    /// # Errors
    /// [`EditError::NoSuchMetric`], before anything was moved.
    pub fn move_many(&mut self, ids: &[MetricId], index: usize) -> Result<(), EditError> {
        for id in ids {
            self.index_of(id)?;
        }
        let (moved, mut rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.entries)
            .into_iter()
            .partition(|entry| ids.contains(&entry.id));
        let behind = rest.split_off(index.min(rest.len()));
        self.entries = rest.into_iter().chain(moved).chain(behind).collect();
        Ok(())
    }

    /// The analysis settings as they take effect. A flag that is no boolean counts as absent.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            use_internal_model: self.flag(Flag::UseInternalModel),
            use_reasoning_model: self.flag(Flag::UseReasoningModel),
        }
    }

    /// Sets one flag. Nothing is written into the configuration when the flag already reads so.
    pub fn set_flag(&mut self, flag: Flag, on: bool) {
        if self.flag(flag) != on {
            let config = self.config.get_or_insert_default();
            config.insert(wire::flag_member(flag).to_owned(), on.into());
        }
    }

    pub(crate) fn flag(&self, flag: Flag) -> bool {
        let found = self
            .config
            .as_ref()
            .and_then(|config| config.get(wire::flag_member(flag)));
        found.and_then(Value::as_bool).unwrap_or(flag.default_value())
    }

    /// The raw entries with their ids, for comparing two sets.
    pub(crate) fn raw_entries(&self) -> impl ExactSizeIterator<Item = (&MetricId, &Value)> {
        self.entries.iter().map(|entry| (&entry.id, &entry.raw))
    }

    /// The configuration around the metrics; none if there is none.
    pub(crate) fn members(&self) -> Option<&Map<String, Value>> {
        self.config.as_ref()
    }

    /// The number of the next id.
    pub(crate) fn next_id(&self) -> u32 {
        self.next
    }

    /// A set of these metrics. An id that comes a second time, or was never given, is replaced by a new one.
    pub(crate) fn assemble(
        config: Option<Map<String, Value>>,
        entries: Vec<(MetricId, Value)>,
        next: u32,
    ) -> Self {
        let mut set = Self {
            config,
            entries: Vec::new(),
            next,
        };
        for (id, raw) in entries {
            let given = id.number().is_some_and(|number| number < next) && set.index_of(&id).is_err();
            let id = if given { id } else { set.new_id() };
            set.entries.push(Entry { id, raw });
        }
        if !set.entries.is_empty() {
            set.mark_list();
        }
        set
    }

    fn index_of(&self, id: &MetricId) -> Result<usize, EditError> {
        self.entries
            .iter()
            .position(|entry| entry.id == *id)
            .ok_or(EditError::NoSuchMetric)
    }

    fn editable(&self, id: &MetricId) -> Result<usize, EditError> {
        let index = self.index_of(id)?;
        let known = self.get(id).is_some_and(|metric| metric.data_type.is_some());
        if known {
            Ok(index)
        } else {
            Err(EditError::NotEditable)
        }
    }

    fn new_id(&mut self) -> MetricId {
        let id = MetricId::numbered(self.next);
        self.next = self.next.saturating_add(1);
        id
    }

    fn insert_new(&mut self, index: usize, raw: Value) -> MetricId {
        let id = self.new_id();
        self.entries.insert(index, Entry { id: id.clone(), raw });
        self.mark_list();
        id
    }

    /// Gives the list a place in the configuration, where its null stood or at the end.
    fn mark_list(&mut self) {
        let config = self.config.get_or_insert_default();
        if !config.get(METRICS).is_some_and(Value::is_array) {
            config.insert(METRICS.to_owned(), Value::Array(Vec::new()));
        }
    }
}

/// Where to put what stood between `before` and `after`: behind the nearest one before it that is there, else before the
/// nearest one after it. `index_of` tells where one is.
pub(crate) fn place_between<T>(
    before: &[T],
    after: &[T],
    index_of: impl Fn(&T) -> Option<usize>,
) -> Option<usize> {
    let behind = before.iter().rev().find_map(&index_of).map(|index| index + 1);
    behind.or_else(|| after.iter().find_map(index_of))
}
