//! A rust-libp2p node that a test drives: one command a line on standard input, one answer a line on standard output
//! ("ok …" or "error …"), and "message TOPIC HEX" lines whenever gossip arrives. It ends when its input closes.
//!
//! Usage: counterpart noise|tls
use std::collections::HashMap;
use std::error::Error;
use std::time::Duration;

use futures::StreamExt;
use libp2p::kad::store::MemoryStore;
use libp2p::swarm::{NetworkBehaviour, SwarmEvent};
use libp2p::{Multiaddr, PeerId, StreamProtocol, Swarm, gossipsub, identify, kad, multiaddr, noise, ping, tcp, tls, yamux};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::time::Instant;

type Failure = Box<dyn Error + Send + Sync>;
const COMMAND_TIMEOUT: Duration = Duration::from_secs(20);
const RETRY: Duration = Duration::from_millis(50);

#[derive(NetworkBehaviour)]
struct Net {
    ping: ping::Behaviour,
    identify: identify::Behaviour,
    kad: kad::Behaviour<MemoryStore>,
    gossip: gossipsub::Behaviour,
}

/// What happened so far that a command may ask for.
#[derive(Default)]
struct Seen {
    identified: HashMap<PeerId, String>,
    pings: HashMap<PeerId, Duration>,
    queries: HashMap<kad::QueryId, Result<String, String>>,
    failed_dials: HashMap<PeerId, String>,
}

fn build(security: &str) -> Result<Swarm<Net>, Failure> {
    let behaviour = |key: &libp2p::identity::Keypair| {
        let id = key.public().to_peer_id();
        let mut kad = kad::Behaviour::with_config(
            id,
            MemoryStore::new(id),
            kad::Config::new(StreamProtocol::new("/pyrsia/kad/1.0.0")),
        );
        kad.set_mode(Some(kad::Mode::Server));
        let gossip = gossipsub::Behaviour::new(
            gossipsub::MessageAuthenticity::Signed(key.clone()),
            gossipsub::ConfigBuilder::default().build().expect("the defaults are valid"),
        )
        .expect("the defaults are valid");
        Net {
            ping: ping::Behaviour::new(ping::Config::new().with_interval(Duration::from_millis(200))),
            identify: identify::Behaviour::new(identify::Config::new("/counterpart/1".into(), key.public())),
            kad,
            gossip,
        }
    };
    let builder = libp2p::SwarmBuilder::with_new_identity().with_tokio();
    let idle = Duration::from_secs(600);
    Ok(match security {
        "noise" => builder
            .with_tcp(tcp::Config::default().nodelay(true), noise::Config::new, yamux::Config::default)?
            .with_behaviour(behaviour)?
            .with_swarm_config(|config| config.with_idle_connection_timeout(idle))
            .build(),
        "tls" => builder
            .with_tcp(tcp::Config::default().nodelay(true), tls::Config::new, yamux::Config::default)?
            .with_behaviour(behaviour)?
            .with_swarm_config(|config| config.with_idle_connection_timeout(idle))
            .build(),
        other => return Err(format!("unknown security {other}").into()),
    })
}

fn take(swarm: &mut Swarm<Net>, seen: &mut Seen, event: SwarmEvent<NetEvent>) {
    match event {
        SwarmEvent::OutgoingConnectionError { peer_id: Some(peer), error, .. } => {
            seen.failed_dials.insert(peer, error.to_string());
        }
        SwarmEvent::Behaviour(NetEvent::Ping(ping::Event { peer, result: Ok(rtt), .. })) => {
            seen.pings.insert(peer, rtt);
        }
        SwarmEvent::Behaviour(NetEvent::Identify(identify::Event::Received { peer_id, info, .. })) => {
            let protocols: Vec<String> = info.protocols.iter().map(|p| p.to_string()).collect();
            if protocols.iter().any(|p| p == "/pyrsia/kad/1.0.0") {
                for address in info.listen_addrs {
                    swarm.behaviour_mut().kad.add_address(&peer_id, address);
                }
            }
            seen.identified
                .insert(peer_id, format!("{} {}", info.agent_version.replace(' ', "_"), protocols.join(",")));
        }
        SwarmEvent::Behaviour(NetEvent::Kad(kad::Event::OutboundQueryProgressed { id, result, step, .. })) => {
            let result = match result {
                kad::QueryResult::StartProviding(r) => Some(r.map(|_| String::new()).map_err(|e| e.to_string())),
                kad::QueryResult::PutRecord(r) => Some(r.map(|_| String::new()).map_err(|e| e.to_string())),
                kad::QueryResult::GetRecord(Ok(kad::GetRecordOk::FoundRecord(found))) => {
                    Some(Ok(hex::encode(found.record.value)))
                }
                kad::QueryResult::GetRecord(Err(e)) => Some(Err(e.to_string())),
                kad::QueryResult::GetProviders(Ok(kad::GetProvidersOk::FoundProviders { providers, .. }))
                    if !providers.is_empty() =>
                {
                    Some(Ok(providers.iter().map(|p| p.to_string()).collect::<Vec<_>>().join(",")))
                }
                kad::QueryResult::GetProviders(_) if step.last => Some(Err("no providers".into())),
                _ => None,
            };
            if let Some(result) = result {
                // The first answer counts.
                seen.queries.entry(id).or_insert(result);
            }
        }
        SwarmEvent::Behaviour(NetEvent::Gossip(gossipsub::Event::Message { message, .. })) => {
            println!("message {} {}", message.topic, hex::encode(message.data));
        }
        _ => {}
    }
}

/// Keeps the swarm going until the question has an answer or the time is over.
async fn until<T>(
    swarm: &mut Swarm<Net>,
    seen: &mut Seen,
    what: &str,
    mut found: impl FnMut(&mut Swarm<Net>, &mut Seen) -> Option<T>,
) -> Result<T, Failure> {
    let end = Instant::now() + COMMAND_TIMEOUT;
    loop {
        if let Some(value) = found(swarm, seen) {
            return Ok(value);
        }
        if Instant::now() > end {
            return Err(format!("{what}: nothing within the time").into());
        }
        if let Ok(event) = tokio::time::timeout(RETRY, swarm.select_next_some()).await {
            take(swarm, seen, event);
        }
    }
}

async fn run(swarm: &mut Swarm<Net>, seen: &mut Seen, words: &[&str]) -> Result<String, Failure> {
    let word = |i: usize| words.get(i).copied().ok_or_else(|| Failure::from("a word is missing"));
    match word(0)? {
        "dial" => {
            let address: Multiaddr = word(1)?.parse()?;
            let Some(multiaddr::Protocol::P2p(peer)) = address.iter().last() else {
                return Err("an address without a peer".into());
            };
            swarm.dial(address)?;
            until(swarm, seen, "dial", |swarm, seen| {
                if swarm.is_connected(&peer) {
                    return Some(Ok(peer.to_string()));
                }
                seen.failed_dials.remove(&peer).map(|e| Err(Failure::from(e)))
            })
            .await?
        }
        "identify" => {
            let peer: PeerId = word(1)?.parse()?;
            until(swarm, seen, "identify", |_, seen| seen.identified.get(&peer).cloned()).await
        }
        "ping" => {
            let peer: PeerId = word(1)?.parse()?;
            seen.pings.remove(&peer);
            until(swarm, seen, "ping", |_, seen| seen.pings.get(&peer).map(|rtt| rtt.as_micros().to_string())).await
        }
        command @ ("provide" | "find" | "put" | "get") => {
            let key = kad::RecordKey::from(hex::decode(word(1)?)?);
            until(swarm, seen, "a route", |swarm, _| {
                swarm.behaviour_mut().kad.kbuckets().any(|b| b.num_entries() > 0).then_some(())
            })
            .await?;
            let kad = &mut swarm.behaviour_mut().kad;
            let query = match command {
                "provide" => kad.start_providing(key)?,
                "find" => kad.get_providers(key),
                "put" => kad.put_record(kad::Record::new(key, hex::decode(word(2)?)?), kad::Quorum::One)?,
                _ => kad.get_record(key),
            };
            Ok(until(swarm, seen, command, |_, seen| seen.queries.remove(&query)).await??)
        }
        "subscribe" => {
            swarm.behaviour_mut().gossip.subscribe(&gossipsub::IdentTopic::new(word(1)?))?;
            Ok(String::new())
        }
        "publish" => {
            let topic = gossipsub::IdentTopic::new(word(1)?);
            let data = hex::decode(word(2)?)?;
            // There may be no subscriber known yet.
            until(swarm, seen, "publish", |swarm, _| {
                swarm.behaviour_mut().gossip.publish(topic.clone(), data.clone()).ok()
            })
            .await?;
            Ok(String::new())
        }
        other => Err(format!("unknown command {other}").into()),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let mut swarm = build(&std::env::args().nth(1).ok_or("usage: counterpart noise|tls")?)?;
    let mut seen = Seen::default();
    swarm.listen_on("/ip4/127.0.0.1/tcp/0".parse()?)?;
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    loop {
        tokio::select! {
            event = swarm.select_next_some() => {
                if let SwarmEvent::NewListenAddr { address, .. } = &event {
                    println!("listening {address}/p2p/{}", swarm.local_peer_id());
                }
                take(&mut swarm, &mut seen, event);
            }
            line = lines.next_line() => {
                let Some(line) = line? else { return Ok(()) };
                let words: Vec<&str> = line.split_whitespace().collect();
                match run(&mut swarm, &mut seen, &words).await {
                    Ok(answer) => println!("ok {answer}"),
                    Err(problem) => println!("error {}", problem.to_string().replace('\n', "; ")),
                }
            }
        }
    }
}
