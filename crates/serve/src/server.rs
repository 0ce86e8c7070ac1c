//! Connections: taken, bounded, and ended in good order.

use crate::{error::Error, settings::Settings, site};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_io_timeout::TimeoutStream;

/// How long answers under way may take when the site is closed.
const GRACE: Duration = Duration::from_secs(5);

/// A site that listens.
pub struct Server {
    listener: std::net::TcpListener,
    address: SocketAddr,
    settings: Settings,
}

impl Server {
    /// Takes the address and opens the store.
    ///
    /// # Errors
    /// The address is taken or not ours; the store cannot be read.
    pub fn bind(mut settings: Settings) -> Result<Server, Error> {
        drop(store::Store::open_to_read(&settings.store)?);
        let failed = |source| Error::Address { address: settings.address, source };
        let listener = std::net::TcpListener::bind(settings.address).map_err(failed)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        settings.address = address;
        Ok(Server { listener, address, settings })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `stop` is true; those under way are answered still.
    ///
    /// # Errors
    /// The system lends no threads; the store cannot be read.
    pub fn run(self, stop: &Arc<AtomicBool>) -> Result<(), Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let outcome = runtime.block_on(self.serve(stop));
        // A question that is still being asked is broken off by its own time.
        runtime.shutdown_timeout(GRACE);
        outcome
    }

    async fn serve(self, stop: &Arc<AtomicBool>) -> Result<(), Error> {
        let listener = TcpListener::from_std(self.listener)?;
        let limits = self.settings.limits.clone();
        let service = TowerToHyperService::new(site::service(self.settings)?);
        let places = Arc::new(Semaphore::new(limits.connections));
        let graceful = GracefulShutdown::new();
        let mut http = hyper::server::conn::http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(limits.sending).max_buf_size(limits.head.max(8192));
        loop {
            // Beyond so many, connections wait in the system's queue.
            let place = tokio::select! {
                place = Arc::clone(&places).acquire_owned() => place,
                () = told(stop) => break,
            };
            let Ok(place) = place else { break };
            let stream = tokio::select! {
                taken = listener.accept() => match taken {
                    Ok((stream, _)) => stream,
                    Err(_) => {
                        // No more files to be had, or the other side is gone: others will be.
                        tokio::time::sleep(Duration::from_millis(20)).await;
                        continue;
                    }
                },
                () = told(stop) => break,
            };
            let _ = stream.set_nodelay(true);
            // Who takes nothing of what is sent, or sends nothing, gives the place up.
            let mut stream = TimeoutStream::new(stream);
            stream.set_read_timeout(Some(limits.idle));
            stream.set_write_timeout(Some(limits.idle));
            let connection =
                graceful.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), service.clone()));
            tokio::spawn(async move {
                let _place = place;
                // Whoever breaks a connection off is gone: nobody is there to be told.
                let _ = connection.await;
            });
        }
        drop(listener);
        let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
        Ok(())
    }
}

/// Waits until the site is to be closed.
async fn told(stop: &Arc<AtomicBool>) {
    while !stop.load(Ordering::SeqCst) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
