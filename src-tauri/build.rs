//! Reads `tauri.conf.json` and makes sure that the folder of web files to embed exists.
use tauri_build::{AppManifest, Attributes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all("ui/dist")?;
    println!("cargo:rerun-if-changed=ui/dist");
    let manifest = AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*.toml");
    tauri_build::try_build(Attributes::new().app_manifest(manifest))?;
    Ok(())
}
