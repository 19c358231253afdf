//! How a verb reaches the engine: over HTTP to the server that has the store open, or in this process.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::{App, Clock, Connection, Kind, Problem};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use base::Say;
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower::ServiceExt;

/// What a server writes beside its store, so that verbs on this machine find it.
#[derive(Serialize, Deserialize)]
pub struct Beacon {
    /// Where it listens.
    pub address: String,
    /// The secret by which the command line is known.
    pub token: String,
}

/// A way to the engine.
pub struct Transport {
    way: Way,
    token: String,
    acting_as: Option<String>,
    lang: base::Lang,
}

enum Way {
    Over { address: String, agent: ureq::Agent },
    Here { router: Router, runtime: tokio::runtime::Runtime },
}

/// What the engine answered.
#[derive(Debug)]
pub struct Reply {
    /// The JSON, `null` when there is none.
    pub body: Value,
}

impl Beacon {
    fn path(folder: &Path) -> PathBuf {
        folder.join("server.json")
    }

    /// Writes it, readable by the owner only.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        let path = Beacon::path(folder);
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(serde_json::to_string(self).unwrap_or_default().as_bytes())
    }

    /// Takes it away.
    pub fn remove(folder: &Path) {
        // A beacon that is gone already needs no removing.
        let _ = fs::remove_file(Beacon::path(folder));
    }

    fn read(folder: &Path) -> Option<Beacon> {
        serde_json::from_slice(&fs::read(Beacon::path(folder)).ok()?).ok()
    }
}

/// Where the accesses to trackers stand, apart by blanks: they hold tokens, which are kept nowhere.
pub const TRACKERS: &str = "ENTENTE_TRACKERS";

/// A fresh secret.
pub fn secret() -> anyhow::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("the machine gives no random bytes ({error})"))?;
    Ok(base::hex(&bytes))
}

impl Transport {
    /// Reaches the store in a folder: through the server that has it open, else by opening it here.
    ///
    /// Errors: the store cannot be opened.
    pub fn to(folder: &Path, acting_as: Option<String>, lang: base::Lang) -> anyhow::Result<Transport> {
        if let Some(beacon) = Beacon::read(folder) {
            let agent = agent();
            let alive = agent
                .get(format!("{}/api/v1/head", beacon.address))
                .header("authorization", format!("Bearer {}", beacon.token))
                .call()
                .is_ok_and(|answer| answer.status().is_success());
            if alive {
                let way = Way::Over { address: beacon.address, agent };
                return Ok(Transport { way, token: beacon.token, acting_as, lang });
            }
        }
        let app = App::open(folder, Clock::Real)?;
        app.connect(Connection::all(&std::env::var(TRACKERS).unwrap_or_default())?);
        Transport::over(Arc::new(app), acting_as, lang)
    }

    /// Reaches an app in this process.
    pub fn over(app: Arc<App>, acting_as: Option<String>, lang: base::Lang) -> anyhow::Result<Transport> {
        let token = secret()?;
        let config = web::Config { house_token: Some(token.clone()), ..web::Config::default() };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let way = Way::Here { router: web::router(app, config), runtime };
        Ok(Transport { way, token, acting_as, lang })
    }

    /// Acts as somebody else from here on.
    pub fn acting_as(&mut self, person: Option<&str>) {
        self.acting_as = person.map(str::to_owned);
    }

    /// Asks for something.
    pub fn get(&self, path: &str) -> Result<Reply, Problem> {
        self.send(Method::GET, path, Vec::new())
    }

    /// Asks for a list, page after page, and gives it whole.
    pub fn list(&self, path: &str) -> Result<Value, Problem> {
        let glue = if path.contains('?') { '&' } else { '?' };
        let mut whole = self.get(&format!("{path}{glue}limit=200"))?.body;
        while let Some(next) = whole["next"].as_u64() {
            let more = self.get(&format!("{path}{glue}limit=200&after={next}"))?.body;
            let items = more["items"].as_array().cloned().unwrap_or_default();
            whole["next"] = if items.is_empty() { Value::Null } else { more["next"].clone() };
            if let Some(all) = whole["items"].as_array_mut() {
                all.extend(items);
            }
        }
        Ok(whole)
    }

    /// Sends JSON.
    pub fn put(&self, method: Method, path: &str, body: &Value) -> Result<Reply, Problem> {
        self.send(method, path, body.to_string().into_bytes())
    }

    /// Sends bytes.
    pub fn send(&self, method: Method, path: &str, body: Vec<u8>) -> Result<Reply, Problem> {
        let bytes = self.bytes(method, path, body)?;
        Ok(Reply { body: serde_json::from_slice(&bytes).unwrap_or_default() })
    }

    /// Asks for a file.
    pub fn file(&self, path: &str) -> Result<Vec<u8>, Problem> {
        self.bytes(Method::GET, path, Vec::new())
    }

    /// Asks for lines of JSON and hands each over as soon as it is there.
    pub fn lines(&self, path: &str, mut each: impl FnMut(Value)) -> Result<(), Problem> {
        let mut line = |words: &[u8]| {
            if let Ok(value) = serde_json::from_slice(words) {
                each(value);
            }
        };
        match &self.way {
            Way::Over { address, agent } => {
                let request = self.request(Method::GET, &format!("{address}{path}"), Vec::new())?;
                let mut answer = agent.run(request).map_err(|error| unreachable(&error.to_string()))?;
                let status = answer.status().as_u16();
                if !(200..300).contains(&status) {
                    let bytes = answer.body_mut().read_to_vec().unwrap_or_default();
                    return Err(problem_of(status, &serde_json::from_slice(&bytes).unwrap_or_default()));
                }
                for words in BufReader::new(answer.body_mut().as_reader()).lines() {
                    line(words.map_err(|error| unreachable(&error.to_string()))?.as_bytes());
                }
            }
            Way::Here { router, runtime } => {
                let request = self.request(Method::GET, path, Vec::new())?.map(Body::from);
                let answer = runtime.block_on(router.clone().oneshot(request));
                let answer = answer.unwrap_or_else(|never| match never {});
                let status = answer.status().as_u16();
                let (mut body, mut held) = (answer.into_body(), Vec::new());
                while let Some(frame) = runtime.block_on(body.frame()) {
                    let frame = frame.map_err(|error| unreachable(&error.to_string()))?;
                    held.extend(frame.into_data().unwrap_or_default());
                    while let Some(end) = held.iter().position(|byte| *byte == b'\n') {
                        let words: Vec<u8> = held.drain(..=end).collect();
                        line(&words);
                    }
                }
                if !(200..300).contains(&status) {
                    return Err(problem_of(status, &serde_json::from_slice(&held).unwrap_or_default()));
                }
            }
        }
        Ok(())
    }

    fn bytes(&self, method: Method, path: &str, body: Vec<u8>) -> Result<Vec<u8>, Problem> {
        let (status, bytes) = match &self.way {
            Way::Over { address, agent } => {
                let request = self.request(method, &format!("{address}{path}"), body)?;
                let mut answer = agent.run(request).map_err(|error| unreachable(&error.to_string()))?;
                let bytes = answer.body_mut().with_config().limit(1 << 30).read_to_vec();
                (answer.status().as_u16(), bytes.map_err(|error| unreachable(&error.to_string()))?)
            }
            Way::Here { router, runtime } => {
                let request = self.request(method, path, body)?.map(Body::from);
                let answer = runtime.block_on(router.clone().oneshot(request));
                let answer = answer.unwrap_or_else(|never| match never {});
                let status = answer.status().as_u16();
                let bytes = runtime.block_on(answer.into_body().collect());
                (status, bytes.map_err(|error| unreachable(&error.to_string()))?.to_bytes().to_vec())
            }
        };
        if (200..300).contains(&status) {
            return Ok(bytes);
        }
        Err(problem_of(status, &serde_json::from_slice(&bytes).unwrap_or_default()))
    }

    fn request(&self, method: Method, uri: &str, body: Vec<u8>) -> Result<Request<Vec<u8>>, Problem> {
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .header("accept-language", self.lang.tag());
        if let Some(person) = &self.acting_as {
            request = request.header("entente-as", segment(person));
        }
        request.body(body).map_err(|error| unreachable(&error.to_string()))
    }
}

/// Makes any words fit into one segment of a path or a query.
pub fn segment(words: &str) -> String {
    percent_encoding::utf8_percent_encode(words, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_connect(Some(Duration::from_secs(2)))
        .build()
        .new_agent()
}

/// A problem as the engine told it.
fn problem_of(status: u16, body: &Value) -> Problem {
    let say = |name: &str| serde_json::from_value::<Say>(body[name].clone()).ok();
    let kind = body["type"].as_str().and_then(|kind| Kind::from_word(kind.rsplit(':').next()?));
    let message = say("message").unwrap_or_else(|| Say::same(format!("HTTP {status}")));
    let problem = Problem::new(kind.unwrap_or(Kind::Internal), message, say("hint").unwrap_or_default());
    problem.beside(serde_json::from_value(body["meanwhile"].clone()).ok())
}

fn unreachable(why: &str) -> Problem {
    Problem::new(
        Kind::Unavailable,
        Say::new(format!("le serveur ne répond pas ({why})"), format!("the server does not answer ({why})")),
        Say::new("relancez « entente serve »", "start “entente serve” again"),
    )
}
