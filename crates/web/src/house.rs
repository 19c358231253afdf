//! What every handler is lent.

use std::sync::Arc;

use app::{App, Problem};

/// How this house is served.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Lets anyone on this machine enter as one of the personas; only for a demonstration on a loopback address.
    pub personas: bool,
    /// The secret by which the command line on this machine is known; `None`: it is not let in.
    pub house_token: Option<String>,
    /// Whether messages are sent by mail; they can be read on pages in any case.
    pub mail: bool,
    /// Example wishes offered on the landing page, French and English.
    pub examples: Vec<(String, String)>,
}

/// The app and how it is served.
#[derive(Clone)]
pub struct House {
    /// The use-cases.
    pub app: Arc<App>,
    /// How it is served.
    pub config: Arc<Config>,
}

impl House {
    pub(crate) fn new(app: Arc<App>, config: Config) -> House {
        House { app, config: Arc::new(config) }
    }

    /// Does something that may wait for the disk without holding up the server.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&App) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = Arc::clone(&self.app);
        match tokio::task::spawn_blocking(move || work(&app)).await {
            Ok(result) => result,
            Err(error) => {
                tracing::error!(%error, "work for a request died");
                Err(Problem::new(
                    app::Kind::Internal,
                    base::Say::new("une erreur de notre fait", "a fault of ours"),
                    base::Say::new("réessayez ; rien n'a été perdu", "try again; nothing was lost"),
                ))
            }
        }
    }
}
