//! What the web view's graphics libraries read from the environment before the first thread runs. A
//! process cannot safely change its own environment, so it starts itself anew with the right one; on Linux
//! that keeps the process id.

use std::path::PathBuf;

/// Starts this program anew where the environment has to differ; returns where it is right already.
///
/// # Errors
/// When the profile has no place, or the program cannot be started.
#[cfg(target_os = "linux")]
pub(crate) fn settle(profile_dir: Option<PathBuf>) -> std::io::Result<()> {
    use std::os::unix::process::CommandExt;

    let cache = crate::Profile::place(profile_dir)?.join("web").join("shaders");
    let mut wanted = vec![
        // Shader caches would otherwise be written beside everybody else's, outside the profile.
        ("MESA_SHADER_CACHE_DIR", cache.clone().into_os_string()),
        ("__GL_SHADER_DISK_CACHE_PATH", cache.into_os_string()),
    ];
    if std::path::Path::new("/proc/driver/nvidia").exists() {
        // WebKitGTK paints nothing through DMA-BUF with some of these drivers.
        wanted.push(("WEBKIT_DISABLE_DMABUF_RENDERER", "1".into()));
    }
    wanted.retain(|(name, _)| std::env::var_os(name).is_none());
    if wanted.is_empty() {
        return Ok(());
    }
    let program = std::env::current_exe()?;
    Err(std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .envs(wanted)
        .exec())
}

/// Other systems' web views keep their caches in the folder they are given.
#[cfg(not(target_os = "linux"))]
pub(crate) fn settle(_profile_dir: Option<PathBuf>) -> std::io::Result<()> {
    Ok(())
}
