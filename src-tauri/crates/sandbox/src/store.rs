//! The one place that holds the data, and the file it is kept in.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::answer::Refusal;
use crate::error::SandboxError;
use crate::options::Generation;
use crate::sample;
use crate::world::{self, Agent, FORMAT, World};

/// Holds the world. A change is made on a copy, written to the file and only then taken over, all without a point at
/// which the request can be dropped in between: a request is carried out wholly or not at all.
pub struct Store {
    world: Mutex<World>,
    file: Option<PathBuf>,
}

impl Store {
    /// Reads the file, or makes the sample data and writes it there. Agents that the generation wants on the branch model
    /// are moved there; none ever moves back.
    pub fn open(file: Option<PathBuf>, generation: Generation) -> Result<Self, SandboxError> {
        let known = match &file {
            Some(path) => load(path)?,
            None => None,
        };
        let is_new = known.is_none();
        let mut world = match known {
            Some(world) => world,
            None => sample::world(world::now())?,
        };
        let is_old = world.format != FORMAT;
        if is_old {
            world.format = FORMAT;
            world.born = sample::midnight(world::now());
        }
        let moved = world.settle(world::now()) | sample::take_to_branches(&mut world, generation);
        if let Some(path) = file.as_ref().filter(|_| is_new || is_old || moved) {
            save(path, &world).map_err(|source| SandboxError::StateFile {
                path: path.clone(),
                source,
            })?;
        }
        Ok(Self {
            world: Mutex::new(world),
            file,
        })
    }

    /// Whether any agent is on the branch model.
    pub fn has_moved(&self) -> bool {
        self.lock().agents.iter().any(Agent::migrated)
    }

    /// Looks at the world as it is now.
    pub fn read<T>(&self, look: impl FnOnce(&World) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let mut world = self.lock();
        let now = world::now();
        if world.is_due(now) {
            let mut next = world.clone();
            next.settle(now);
            self.keep(&next)?;
            *world = next;
        }
        look(&world)
    }

    /// Changes the world; a refusal leaves it as it was.
    pub fn change<T>(&self, edit: impl FnOnce(&mut World) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let mut world = self.lock();
        let mut next = world.clone();
        next.settle(world::now());
        let out = edit(&mut next)?;
        next.settle(world::now());
        self.keep(&next)?;
        *world = next;
        Ok(out)
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        // A panic while the lock was held cannot have left half a change: changes are made on a copy.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, world: &World) -> Result<(), Refusal> {
        let Some(path) = &self.file else { return Ok(()) };
        save(path, world).map_err(|error| {
            tracing::error!(path = %path.display(), %error, "the state file could not be written");
            Refusal::internal()
        })
    }
}

fn load(path: &Path) -> Result<Option<World>, SandboxError> {
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(SandboxError::StateFile {
                path: path.to_owned(),
                source,
            });
        }
    };
    let broken = |reason: String| SandboxError::StateFormat {
        path: path.to_owned(),
        reason,
    };
    let mut world: World = serde_json::from_slice(&text).map_err(|error| broken(error.to_string()))?;
    // What older formats lack is read as absent.
    if !(1..=FORMAT).contains(&world.format) {
        return Err(broken(format!("format {} instead of {FORMAT}", world.format)));
    }
    for agent in &mut world.agents {
        agent.remember_served();
    }
    Ok(Some(world))
}

/// Replaces the file as a whole, readable by its owner alone (which is how temporary files are made).
fn save(path: &Path, world: &World) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    serde_json::to_writer(std::io::BufWriter::new(&mut file), world)?;
    file.flush()?;
    file.as_file().sync_data()?;
    file.persist(path)?;
    Ok(())
}
