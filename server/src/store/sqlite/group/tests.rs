//! Mai and Hùng write at the same moment: he waits when her work ends, so they share a commit.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc;

use super::super::SqliteStore;
use crate::store::{Commune, StoreError, Tx, read, write};

fn add(tx: &dyn Tx, code: &str) -> Result<(), StoreError> {
    tx.add_commune(&Commune {
        code: code.into(),
        name: "xã Thử".into(),
        synthetic: true,
    })
}

fn codes(store: &SqliteStore) -> Vec<String> {
    let communes = read(store, |tx| tx.communes()).unwrap();
    communes.into_iter().map(|c| c.code).collect()
}

/// Mai writes her commune; while she does, Hùng comes to do `his`. Gives what each was answered.
fn together(
    store: &SqliteStore,
    mut his: impl FnMut(&dyn Tx) -> Result<(), StoreError> + Send,
) -> (
    Result<(), StoreError>,
    std::thread::Result<Result<(), StoreError>>,
) {
    std::thread::scope(|scope| {
        let (began, she_is_at_it) = mpsc::channel();
        let mai = scope.spawn(move || {
            write(store, |tx| {
                add(tx, "mai")?;
                // Not when her work is done again, when he may be gone.
                if began.send(()).is_ok() {
                    while store.writer.waiting.load(Ordering::SeqCst) == 0 {
                        std::thread::yield_now();
                    }
                }
                Ok(())
            })
        });
        she_is_at_it.recv().unwrap();
        drop(she_is_at_it);
        let hung = scope.spawn(move || write(store, &mut his));
        let hung = hung.join();
        (mai.join().unwrap(), hung)
    })
}

fn store(folder: &Path) -> SqliteStore {
    SqliteStore::open(&folder.join("chungtay.sqlite")).unwrap()
}

#[test]
fn two_who_write_at_once_share_a_commit_and_a_crash_before_it_loses_both_unanswered() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let crashed = tempfile::tempdir().unwrap();
    let (mai, hung) = together(&store, |tx| {
        // Her work is done, and she is not answered: this is where the process may die.
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), crashed.path().join(file.file_name())).unwrap();
        }
        assert_eq!(tx.communes()?.len(), 1, "they share a transaction");
        assert!(codes(&store).is_empty(), "nothing of it is committed");
        add(tx, "hung")
    });
    assert!(mai.is_ok() && hung.unwrap().is_ok());
    assert_eq!(codes(&store), ["hung", "mai"]);
    assert!(codes(&self::store(crashed.path())).is_empty());
}

#[test]
fn who_fails_or_panics_costs_the_other_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let (mai, hung) = together(&store, |tx| {
        add(tx, "hung")?;
        Err(StoreError::Database("the lights went out".into()))
    });
    assert!(mai.is_ok() && hung.unwrap().is_err());
    assert_eq!(codes(&store), ["mai"]);

    let other = tempfile::tempdir().unwrap();
    let store = self::store(other.path());
    let (mai, hung) = together(&store, |tx| {
        add(tx, "hung")?;
        panic!("a mistake in the work")
    });
    assert!(mai.is_ok() && hung.is_err());
    assert_eq!(codes(&store), ["mai"]);
}

#[test]
fn what_is_lost_with_anothers_failure_is_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    // As SQLite itself does when the disk is full: everything is rolled back, not one's own only.
    let other = rusqlite::Connection::open(folder.path().join("chungtay.sqlite")).unwrap();
    other
        .execute_batch(
            "create trigger full before insert on commune when new.code = 'hung'
             begin select raise(rollback, 'the disk is full'); end",
        )
        .unwrap();
    let (mai, hung) = together(&store, |tx| add(tx, "hung"));
    assert!(mai.is_ok() && hung.unwrap().is_err());
    assert_eq!(codes(&store), ["mai"]);
}
