//! A browser that only speaks the protocol and keeps time.

use std::{
    collections::HashMap,
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{WebSocketStream, tungstenite::Message};

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection to a server.
pub struct Client {
    socket: WebSocketStream<TcpStream>,
    widgets: HashMap<String, String>,
    token: String,
    seq: u64,
}

/// What came back for an event.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// From the event's leaving to the last frame's coming.
    pub took: Duration,
    /// How many frames came.
    pub frames: usize,
    /// How many bytes they had together.
    pub bytes: usize,
}

/// What the client needs of a frame; the rest is not read, since its own time counts too.
#[derive(Deserialize)]
struct Frame {
    #[serde(default)]
    ack: u64,
    #[serde(default)]
    running: bool,
}

impl Client {
    /// Opens a page and waits until it is complete.
    ///
    /// # Errors
    /// When the server does not answer as it should.
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let mut client = Self::connect(address).await?;
        let hello = json!({
            "type": "hello", "token": null, "have": 0, "query": "",
            "locale": "en-US", "timezone": "Europe/Berlin", "theme": "light",
        });
        client.say(hello.to_string()).await?;
        loop {
            let text = client.hear().await?;
            let frame: Value = serde_json::from_str(&text)?;
            if let Some(token) = frame["token"].as_str() {
                token.clone_into(&mut client.token);
            }
            if !is_frame(&text) {
                continue;
            }
            note_widgets(&frame["patches"], &mut client.widgets);
            if frame["running"] == false {
                return Ok(client);
            }
        }
    }

    /// Opens the socket and says nothing.
    ///
    /// # Errors
    /// When there is no such server.
    pub async fn connect(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let url = format!("ws://{address}/ws");
        let (socket, _) = tokio_tungstenite::client_async(url, stream)
            .await
            .context("the socket is refused")?;
        Ok(Self {
            socket,
            widgets: HashMap::new(),
            token: String::new(),
            seq: 0,
        })
    }

    /// Changes a widget and waits until the page is as it follows from that.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn set(&mut self, label: &str, value: impl Into<Value>) -> anyhow::Result<Answer> {
        let sent = Instant::now();
        self.send(label, value).await?;
        let (mut frames, mut bytes) = (0, 0);
        loop {
            let text = self.hear().await?;
            let took = sent.elapsed();
            if !is_frame(&text) {
                if text.contains(r#""type":"rejected""#) {
                    bail!("the server refuses the value: {text}");
                }
                continue;
            }
            (frames, bytes) = (frames + 1, bytes + text.len());
            let frame: Frame = serde_json::from_str(&text)?;
            if frame.ack >= self.seq && !frame.running {
                return Ok(Answer {
                    took,
                    frames,
                    bytes,
                });
            }
        }
    }

    /// Changes a widget and waits for nothing.
    ///
    /// # Errors
    /// When the connection is lost, or no widget has this label.
    pub async fn send(&mut self, label: &str, value: impl Into<Value>) -> anyhow::Result<()> {
        let id = self
            .widgets
            .get(label)
            .with_context(|| format!("no widget is labeled `{label}`"))?;
        self.seq += 1;
        let event = json!({"type": "event", "id": id, "value": value.into(), "seq": self.seq});
        self.say(event.to_string()).await
    }

    /// The session's token, and the id of the widget with this label: what an upload needs.
    ///
    /// # Errors
    /// When no widget has this label.
    pub fn upload_target(&self, label: &str) -> anyhow::Result<(&str, &str)> {
        let id = self.widgets.get(label);
        let id = id.with_context(|| format!("no widget is labeled `{label}`"))?;
        Ok((&self.token, id))
    }

    /// Says a text and waits for the next one.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn exchange(&mut self, text: &str) -> anyhow::Result<Duration> {
        let sent = Instant::now();
        self.say(text.to_owned()).await?;
        self.hear().await?;
        Ok(sent.elapsed())
    }

    /// Waits until the server says that a run goes on.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn until_running(&mut self) -> anyhow::Result<()> {
        loop {
            let text = self.hear().await?;
            if is_frame(&text) && serde_json::from_str::<Frame>(&text)?.running {
                return Ok(());
            }
        }
    }

    async fn say(&mut self, text: String) -> anyhow::Result<()> {
        Ok(self.socket.send(Message::text(text)).await?)
    }

    async fn hear(&mut self) -> anyhow::Result<String> {
        loop {
            match timeout(PATIENCE, self.socket.next())
                .await
                .context("the server says nothing")?
            {
                Some(Ok(Message::Text(text))) => return Ok(text.as_str().to_owned()),
                Some(Ok(Message::Close(frame))) => {
                    bail!("the server closes the connection: {frame:?}")
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error.into()),
                None => bail!("the connection is lost"),
            }
        }
    }
}

fn is_frame(text: &str) -> bool {
    text.starts_with(r#"{"type":"frame""#)
}

/// Notes the ids of all elements with a label, wherever they stand in the patches.
fn note_widgets(value: &Value, widgets: &mut HashMap<String, String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| note_widgets(item, widgets)),
        Value::Object(map) => {
            if let (Some(id), Some(label)) = (
                map.get("id").and_then(Value::as_str),
                value["props"]["label"].as_str(),
            ) {
                widgets.insert(label.to_owned(), id.to_owned());
            }
            map.values().for_each(|inner| note_widgets(inner, widgets));
        }
        _ => {}
    }
}
