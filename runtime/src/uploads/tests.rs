use super::*;

fn uploads() -> Uploads {
    let uploads = Uploads::new(1 << 20, 4 << 20);
    // Two sessions, whose pages have shown widgets that take files.
    for owner in [7, 8] {
        uploads.shelf(owner);
    }
    uploads
}

fn rules(types: &[&str], max_bytes: u64) -> UploadRules {
    let json = serde_json::json!({ "types": types, "max_bytes": max_bytes });
    serde_json::from_value(json).unwrap()
}

fn put(uploads: &Uploads, owner: Owner, name: &str, bytes: &[u8]) -> Result<FileInfo, UploadError> {
    let mut arriving = uploads.begin(owner, name, rules(&[], 1 << 20))?;
    arriving.write(bytes)?;
    arriving.finish()
}

#[test]
fn a_file_belongs_to_its_session_and_lies_under_a_name_of_our_own() {
    let uploads = uploads();
    let info = put(&uploads, 7, "../../etc/passwd", b"root").unwrap();
    assert_eq!((info.name.as_str(), info.size), ("passwd", 4));
    let upload = uploads.find(7, &info.id).unwrap();
    assert_eq!(upload.read(4).unwrap(), b"root");
    assert!(upload.read(3).unwrap_err().contains("text_bytes"));
    assert!(!upload.path().to_string_lossy().contains("passwd"));
    assert!(uploads.find(8, &info.id).is_none());
    assert!(uploads.find_by_id("../../etc/passwd").is_none());
    assert!(uploads.find_by_id(&info.id).is_some());
}

#[test]
fn a_removed_file_is_gone_from_disk_when_the_last_holder_lets_go() {
    let uploads = uploads();
    let info = put(&uploads, 7, "a.txt", b"hello").unwrap();
    let held = uploads.find(7, &info.id).unwrap();
    let path = held.path().to_path_buf();
    assert!(uploads.remove(7, &info.id) && !uploads.remove(7, &info.id));
    assert_eq!(held.read(99).unwrap(), b"hello");
    drop(held);
    assert!(!path.exists());
    assert_eq!(uploads.shelf(7).account.bytes.load(Ordering::Relaxed), 0);
}

#[test]
fn what_breaks_off_or_is_refused_leaves_nothing() {
    let uploads = uploads();
    let mut arriving = uploads.begin(7, "a.bin", rules(&[], 8)).unwrap();
    arriving.write(b"12345").unwrap();
    let path = arriving.spool.path.clone();
    assert!(path.exists());
    let refused = arriving.write(b"6789");
    assert!(matches!(refused, Err(UploadError::TooLarge { .. })));
    drop(arriving);
    assert!(!path.exists());
    let account = &uploads.shelf(7).account;
    assert_eq!(account.bytes.load(Ordering::Relaxed), 0);
    assert_eq!(account.files.load(Ordering::Relaxed), 0);
    assert_eq!(account.arriving.load(Ordering::Relaxed), 0);
}

#[test]
fn a_session_has_a_budget_and_another_has_its_own() {
    let uploads = uploads();
    for _ in 0..4 {
        put(&uploads, 7, "a.bin", &[0; 1 << 20]).unwrap();
    }
    let refused = put(&uploads, 7, "a.bin", b"x");
    assert!(matches!(refused, Err(UploadError::NoRoom)), "{refused:?}");
    put(&uploads, 8, "a.bin", b"x").unwrap();
}

#[test]
fn a_file_must_be_what_its_name_says_where_types_are_wanted() {
    let uploads = uploads();
    let send = |name: &str, types: &[&str], bytes: &[u8]| {
        let mut arriving = uploads.begin(7, name, rules(types, 100)).unwrap();
        arriving.write(bytes)?;
        arriving.finish()
    };
    let png = b"\x89PNG\r\n\x1a\n........";
    assert_eq!(send("a.png", &[".png"], png).unwrap().mime, "image/png");
    assert_eq!(send("cat", &["image/*"], png).unwrap().mime, "image/png");
    assert!(send("a.jpg", &["image/*"], png).is_ok() && send("a.jpg", &[".jpg"], png).is_err());
    assert!(send("a.png", &[".png"], b"<html>....................").is_err());
    assert!(send("a.png", &[".png"], b"<html>").is_err());
    assert!(send("a.csv", &[".png"], b"a,b").is_err());
    let refused = send("a.exe", &["image/*", ".pdf"], b"MZ").unwrap_err();
    assert_eq!(refused.to_string(), "this is no image/* or .pdf file");
    assert_eq!(send("a.png", &[], b"<html>").unwrap().mime, mime::UNKNOWN);
}

#[test]
fn a_session_that_ends_stops_what_arrives() {
    let uploads = uploads();
    let info = put(&uploads, 7, "a.txt", b"hello").unwrap();
    let path = uploads.find(7, &info.id).unwrap().path().to_path_buf();
    let mut arriving = uploads.begin(7, "b.txt", rules(&[], 100)).unwrap();
    let late = uploads.begin(7, "c.txt", rules(&[], 100)).unwrap();
    uploads.free(7);
    assert!(!path.exists());
    assert!(matches!(arriving.write(b"x"), Err(UploadError::Ended)));
    assert!(matches!(late.finish(), Err(UploadError::Ended)));
    // One that comes after all of it brings no shelf back that nobody would clear.
    let after = uploads.begin(7, "d.txt", rules(&[], 100));
    assert!(matches!(after, Err(UploadError::Ended)));
    assert!(!locked(&uploads.shelves).contains_key(&7));
}

#[test]
fn too_many_at_once_wait() {
    let uploads = uploads();
    let begin = || uploads.begin(7, "a", rules(&[], 100));
    let arriving: Vec<Arriving> = (0..MOST_AT_ONCE).map(|_| begin().unwrap()).collect();
    assert!(matches!(begin(), Err(UploadError::TooMany)));
    drop(arriving);
    assert!(begin().is_ok());
}

#[cfg(unix)]
#[test]
fn what_a_killed_process_left_is_swept() {
    let left = std::env::temp_dir().join(format!("mirror-uploads-{}", random_name()));
    let young = std::env::temp_dir().join(format!("mirror-uploads-{}", random_name()));
    for folder in [&left, &young] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("lock"), "").unwrap();
        fs::write(folder.join("file"), "left").unwrap();
    }
    let hour = std::time::Duration::from_secs(3600);
    let ago = std::time::SystemTime::now() - hour;
    fs::File::open(&left).unwrap().set_modified(ago).unwrap();
    Uploads::sweep();
    assert!(!left.exists() && young.exists());
    fs::remove_dir_all(young).unwrap();
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_and_nothing_stays_in_the_end() {
    use std::os::unix::fs::PermissionsExt;
    let uploads = uploads();
    let info = put(&uploads, 7, "a.txt", b"hello").unwrap();
    let path = uploads.find(7, &info.id).unwrap().path().to_path_buf();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = path.parent().unwrap().to_path_buf();
    assert_eq!((mode(&folder), mode(&path)), (0o700, 0o600));
    Uploads::sweep();
    assert!(path.exists(), "its process lives");
    uploads.close();
    assert!(!folder.exists());
}
