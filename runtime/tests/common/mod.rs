//! A real server on a free port, and a browser that only reads and speaks the protocol.

#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{path::PathBuf, sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use mirror_runtime::{app::App, config::Config, run, server, sessions::Sessions, watch};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::{Instant, sleep, timeout},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

/// Longer than anything here takes, also on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A slider and a text.
pub const HELLO: &str = r#"
st.title("Hello")
let n = st.slider("N", 0, 10, value=3)
st.text(`n is ${n}`)
"#;

/// Counts its clicks.
pub const COUNTER: &str = r#"
let n = st.slider("N", 0, 1000)
if st.button("Count") { st.session_state.count = st.session_state.get("count", 0) + 1 }
st.text(`${st.session_state.get("count", 0)} clicks, n ${n}`)
"#;

/// Loops without end where the slider says 1.
pub const LOOP: &str = r#"
let n = st.slider("N", 0, 10)
st.text(`n is ${n}`)
if n == 1 { loop { } }
"#;

/// A server with one app in a folder of its own.
pub struct Server {
    pub address: std::net::SocketAddr,
    pub sessions: Arc<Sessions>,
    pub folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<std::io::Result<()>>>,
}

impl Server {
    pub async fn start(script: &str) -> Self {
        Self::with(script, |_| {}).await
    }

    pub async fn with(script: &str, set: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("app.rhai");
        std::fs::write(&file, script).unwrap();
        let mut config = Config::new(file);
        set(&mut config);
        let app = std::thread::Builder::new()
            .stack_size(run::STACK)
            .spawn(|| App::open(config))
            .unwrap();
        let sessions = Sessions::new(Arc::new(app.join().unwrap()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move {
            let _ = stopped.await;
        };
        let task = tokio::spawn(server::serve_sessions(
            Arc::clone(&sessions),
            listener,
            shutdown,
        ));
        Self {
            address,
            sessions,
            folder,
            stop: Some(stop),
            task: Some(task),
        }
    }

    /// Follows saved files from now on.
    pub async fn watch(&self) {
        let sessions = Arc::clone(&self.sessions);
        tokio::spawn(async move { watch::watch(sessions).await.unwrap() });
        // The watches are in place before the first file is saved.
        sleep(Duration::from_millis(100)).await;
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn save(&self, name: &str, text: &str) {
        std::fs::write(self.file(name), text).unwrap();
    }

    /// A browser that has loaded the page.
    pub async fn open(&self) -> Browser {
        let mut browser = Browser::connect(self, None).await.unwrap();
        browser.hello(0).await;
        browser
    }

    /// Asks for a page as `curl` does, and gives status, headers (lower case) and body.
    pub async fn http(&self, path: &str, headers: &[(&str, &str)]) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let mut request = format!("GET {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request += &format!("Host: {}\r\n", self.address);
        }
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        stream
            .write_all(format!("{request}\r\n").as_bytes())
            .await
            .unwrap();
        let mut answer = Vec::new();
        timeout(PATIENCE, stream.read_to_end(&mut answer))
            .await
            .unwrap()
            .unwrap();
        let end = answer
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head, answer[end + 4..].to_vec())
    }

    /// Ends the server as Ctrl-C does.
    pub async fn stop(mut self) {
        let _ = self.stop.take().unwrap().send(());
        timeout(PATIENCE, self.task.take().unwrap())
            .await
            .unwrap()
            .unwrap()
            .unwrap();
    }
}

/// One element as the browser has it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Node {
    pub id: String,
    pub kind: String,
    pub props: Map<String, Value>,
    #[serde(default)]
    pub children: Vec<Node>,
}

impl Node {
    fn empty() -> Self {
        Self {
            id: "0".into(),
            kind: "page".into(),
            props: Map::new(),
            children: Vec::new(),
        }
    }

    /// All elements, in the order of the page.
    pub fn all(&self) -> Vec<&Node> {
        let mut all = vec![self];
        all.extend(self.children.iter().flat_map(Node::all));
        all
    }

    fn find(&mut self, id: &str) -> Option<&mut Node> {
        if self.id == id {
            return Some(self);
        }
        self.children.iter_mut().find_map(|child| child.find(id))
    }

    fn take(&mut self, id: &str) -> Option<(String, Node)> {
        if let Some(index) = self.children.iter().position(|child| child.id == id) {
            return Some((self.id.clone(), self.children.remove(index)));
        }
        self.children.iter_mut().find_map(|child| child.take(id))
    }

    fn patch(&mut self, patch: &Value) {
        let text = |name: &str| patch[name].as_str().unwrap_or_default().to_owned();
        let index = patch["index"].as_u64().unwrap_or_default() as usize;
        match patch["op"].as_str().unwrap() {
            "insert" => {
                let node = serde_json::from_value(patch["node"].clone()).unwrap();
                self.find(&text("parent"))
                    .unwrap()
                    .children
                    .insert(index, node);
            }
            "remove" => {
                self.take(&text("id")).unwrap();
            }
            "move" => {
                let (parent, node) = self.take(&text("id")).unwrap();
                self.find(&parent).unwrap().children.insert(index, node);
            }
            "update" => {
                let node = self.find(&text("id")).unwrap();
                node.props
                    .extend(patch["props"].as_object().unwrap().clone());
                for name in patch["gone"].as_array().into_iter().flatten() {
                    node.props.remove(name.as_str().unwrap());
                }
            }
            "append" => match &mut self.find(&text("id")).unwrap().props[&text("prop")] {
                Value::String(body) => body.push_str(&text("text")),
                other => panic!("appended to {other}"),
            },
            other => panic!("no patch is called {other}"),
        }
    }
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A browser: a socket, and the page it shows.
pub struct Browser {
    pub socket: Socket,
    pub page: Node,
    pub token: Option<String>,
    pub resumed: bool,
    pub frame: u64,
    pub run: u64,
    pub ack: u64,
    pub running: bool,
    pub seq: u64,
    pub problem: Option<Value>,
    pub rejected: Vec<Value>,
    /// All frames so far, as they came.
    pub frames: Vec<Value>,
}

impl Browser {
    /// Opens a socket, and says nothing yet.
    pub async fn connect(server: &Server, origin: Option<&str>) -> Result<Self, Error> {
        let mut request = format!("ws://{}/ws", server.address)
            .into_client_request()
            .unwrap();
        if let Some(origin) = origin {
            request
                .headers_mut()
                .insert("origin", origin.parse().unwrap());
        }
        let (socket, _) = tokio_tungstenite::connect_async(request).await?;
        Ok(Self {
            socket,
            page: Node::empty(),
            token: None,
            resumed: false,
            frame: 0,
            run: 0,
            ack: 0,
            running: false,
            seq: 0,
            problem: None,
            rejected: Vec::new(),
            frames: Vec::new(),
        })
    }

    /// Says hello and waits for the welcome.
    pub async fn hello(&mut self, have: u64) {
        self.say(json!({"type": "hello", "token": self.token, "have": have, "query": "", "locale": "en-US", "timezone": "UTC", "theme": "light"})).await;
        self.until("the welcome", |message| message["type"] == "welcome")
            .await;
    }

    /// The same page on a new socket, as after a dropped connection; the old one is left as it is.
    pub async fn reconnect(&mut self, server: &Server) -> Socket {
        let fresh = Self::connect(server, None).await.unwrap();
        let old = std::mem::replace(&mut self.socket, fresh.socket);
        self.hello(self.frame).await;
        old
    }

    /// A page loaded anew in the same tab: only the token is kept.
    pub async fn refreshed(server: &Server, token: &Option<String>) -> Self {
        let mut fresh = Self::connect(server, None).await.unwrap();
        fresh.token.clone_from(token);
        fresh.hello(0).await;
        fresh
    }

    pub async fn say(&mut self, message: Value) {
        self.socket
            .send(Message::text(message.to_string()))
            .await
            .unwrap();
    }

    /// The widget with this label.
    pub fn widget(&self, label: &str) -> &Node {
        let is = |node: &Node, prop: &str| node.props.get(prop).is_some_and(|own| own == label);
        let named = |node: &&Node| is(node, "label") || is(node, "placeholder");
        self.page
            .all()
            .into_iter()
            .find(named)
            .unwrap_or_else(|| panic!("no `{label}` in {:#?}", self.page))
    }

    /// All texts on the page, one per line.
    pub fn text(&self) -> String {
        let all = self.page.all();
        let bodies: Vec<&str> = all
            .iter()
            .filter_map(|node| node.props.get("body")?.as_str())
            .collect();
        bodies.join("\n")
    }

    /// Sets a widget, without waiting.
    pub async fn send(&mut self, label: &str, value: Value) {
        let id = self.widget(label).id.clone();
        self.seq += 1;
        self.say(json!({"type": "event", "id": id, "value": value, "seq": self.seq}))
            .await;
    }

    /// Sets a widget, and waits until the page has its effect.
    pub async fn set(&mut self, label: &str, value: Value) {
        self.send(label, value).await;
        self.settle().await;
    }

    /// Waits until the effect of all events is on the page and nothing runs.
    pub async fn settle(&mut self) {
        while self.run == 0 || self.running || self.ack < self.seq {
            assert!(
                self.run > 0 || self.problem.is_none(),
                "the script does not compile: {:?}",
                self.problem
            );
            self.receive().await;
        }
    }

    /// Waits until the page holds this text.
    pub async fn see(&mut self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.text().contains(text) {
            assert!(
                Instant::now() < until,
                "`{text}` never came; the page says\n{}",
                self.text()
            );
            self.receive().await;
        }
    }

    pub async fn until(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < until, "{what} never came");
            let message = self.receive().await;
            if wanted(&message) {
                return message;
            }
        }
    }

    /// Takes one message in.
    pub async fn receive(&mut self) -> Value {
        match self.next().await {
            Some(message) => message,
            None => panic!("the server closed the connection"),
        }
    }

    /// The next message; `None` when the connection is closed.
    pub async fn next(&mut self) -> Option<Value> {
        loop {
            let packet = timeout(PATIENCE, self.socket.next())
                .await
                .expect("the server says something");
            match packet {
                Some(Ok(Message::Text(text))) => {
                    let message: Value = serde_json::from_str(&text).unwrap();
                    self.take(&message);
                    return Some(message);
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// Whether nothing comes for a while.
    pub async fn quiet(&mut self, span: Duration) -> bool {
        timeout(span, self.socket.next()).await.is_err()
    }

    fn take(&mut self, message: &Value) {
        let number = |name: &str| message[name].as_u64().unwrap();
        match message["type"].as_str().unwrap() {
            "welcome" => {
                self.token = message["token"].as_str().map(Into::into);
                self.resumed = message["resumed"] == true;
            }
            "frame" => {
                if message["reset"] == true {
                    self.page = Node::empty();
                }
                message["patches"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .for_each(|patch| self.page.patch(patch));
                (self.frame, self.run, self.ack) = (number("frame"), number("run"), number("ack"));
                self.running = message["running"] == true;
                self.seq = self.seq.max(self.ack);
                self.frames.push(message.clone());
            }
            "problem" => {
                self.problem = message
                    .get("problem")
                    .filter(|problem| !problem.is_null())
                    .cloned()
            }
            "rejected" => self.rejected.push(message.clone()),
            _ => {}
        }
    }
}
