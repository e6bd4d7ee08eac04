//! What is done at the lock by a finger: turned on and off, and opened. The page asks the device, since a
//! worker cannot, and hands over what it has said.

use std::rc::Rc;

use chungtay_shared::id::Actor;
use chungtay_shared::phone::lock::FingerSecret;
use chungtay_shared::phone::message::{Answer, Failure};

use super::Worker;
use crate::storage::Seal;
use crate::tabs::Word;

impl Worker {
    pub(super) async fn unlock_by_finger(
        self: &Rc<Self>,
        secret: &FingerSecret,
    ) -> Result<Answer, Failure> {
        let mut state = self.before_door().await?;
        if state.is_locked() {
            let (store, vault) = state.vault()?;
            let key = vault.try_finger(&store, secret).await?;
            self.open_with(&mut state, key).await?;
            self.tabs.say(&Word::Unlocked);
        }
        let answer = self.opened(&state).await;
        drop(state);
        self.pump();
        answer
    }

    pub(super) async fn offer_finger(
        &self,
        pin: &str,
        of: Option<Actor>,
    ) -> Result<Answer, Failure> {
        let mut state = self.writing_of(of).await?;
        let (store, vault) = state.vault()?;
        let salt = vault.offer_finger(&store, pin).await?;
        Ok(Answer::FingerOffered(salt))
    }

    pub(super) async fn keep_finger(
        &self,
        id: Vec<u8>,
        secret: &FingerSecret,
        of: Option<Actor>,
    ) -> Result<Answer, Failure> {
        let mut state = self.writing_of(of).await?;
        let (store, vault) = state.vault()?;
        let Seal::Under(key) = store.seal() else {
            return Err(Failure::StorageFull);
        };
        vault.keep_finger(&store, &key, id, secret).await?;
        self.tabs.say(&Word::Replaced);
        self.opened(&state).await
    }

    pub(super) async fn forget_finger(&self, of: Option<Actor>) -> Result<Answer, Failure> {
        let mut state = self.writing_of(of).await?;
        let (store, vault) = state.vault()?;
        vault.forget_finger(&store).await?;
        self.tabs.say(&Word::Replaced);
        self.opened(&state).await
    }
}
