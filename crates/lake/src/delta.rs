//! Delta tables in a folder of this machine: the present state of one, and a new one.

use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use base::Say;
use delta_kernel::committer::FileSystemCommitter;
use delta_kernel::engine::arrow_conversion::TryFromArrow;
use delta_kernel::engine::arrow_data::{ArrowEngineData, EngineDataArrowExt};
use delta_kernel::object_store::local::LocalFileSystem;
use delta_kernel::schema::StructType;
use delta_kernel::transaction::CommitResult;
use delta_kernel::transaction::create_table::create_table;
use delta_kernel::{KernelError, KernelResult, Snapshot};
use delta_kernel_default_engine::executor::tokio::TokioBackgroundExecutor;
use delta_kernel_default_engine::{DefaultEngine, DefaultEngineBuilder};

use crate::Refused;
use crate::table::Table;

/// Who wrote a table, as its log says.
const WRITER: &str = concat!("Entente/", env!("CARGO_PKG_VERSION"));
/// No column has statistics: they would tell of people in the table's log, where nobody would look for them.
const PROPERTIES: [(&str, &str); 1] = [("delta.dataSkippingNumIndexedCols", "0")];

/// Opens the present state of a Delta table: what was overwritten or deleted is not told.
pub(crate) fn open(folder: &Path) -> Result<Table, Refused> {
    let engine = engine();
    let at = address(folder).map_err(unreadable)?;
    let snapshot = Snapshot::builder_for(at).build(engine.as_ref()).map_err(unreadable)?;
    let columns = snapshot.schema().fields().map(|field| field.name().clone()).collect();
    let scan = snapshot.scan_builder().build().map_err(unreadable)?;
    let batches = scan.execute(engine).map_err(unreadable)?;
    let batches = batches.map(|batch| batch.try_into_record_batch().map_err(unreadable));
    Ok(Table { columns, batches: Box::new(batches) })
}

/// A Delta table being begun: it is there once it is finished, whole, and not before.
pub(crate) struct Begun {
    engine: Arc<DefaultEngine<TokioBackgroundExecutor>>,
    transaction: delta_kernel::transaction::create_table::CreateTableTransaction,
}

impl Begun {
    /// Begins a table in a folder that is empty or not there yet.
    pub(crate) fn new(folder: &Path, schema: &Schema) -> Result<Begun, Refused> {
        std::fs::create_dir_all(folder).map_err(unwritten)?;
        if folder.read_dir().map_err(unwritten)?.next().is_some() {
            return Err(Refused {
                reason: Say::new("ce dossier n'est pas vide", "this folder is not empty"),
                way_out: Say::new(
                    "nommez un dossier nouveau : une table existante n'est pas récrite",
                    "name a new folder: a table that exists is not written over",
                ),
            });
        }
        let engine = engine();
        let schema = Arc::new(StructType::try_from_arrow(schema).map_err(unwritten)?);
        let at = address(folder).map_err(unwritten)?;
        let transaction = create_table(at, schema, WRITER, true)
            .with_table_properties(PROPERTIES)
            .build(engine.as_ref(), Box::new(FileSystemCommitter::new()))
            .map_err(unwritten)?;
        Ok(Begun { engine, transaction })
    }

    /// Writes records to a file of their own.
    pub(crate) fn write(&mut self, batch: RecordBatch) -> Result<(), Refused> {
        let write = || -> KernelResult<()> {
            let context = self.transaction.write_state()?.write_context_builder().build()?;
            let data = ArrowEngineData::new(batch);
            // Files of this machine are written where one stands: nothing is awaited.
            let added = futures_executor::block_on(self.engine.write_parquet(&data, &context))?;
            self.transaction.add_files(added);
            Ok(())
        };
        write().map_err(unwritten)
    }

    /// Has the table be there.
    pub(crate) fn finish(self) -> Result<(), Refused> {
        match self.transaction.commit(self.engine.as_ref()).map_err(unwritten)? {
            CommitResult::Committed(_) => Ok(()),
            _ => Err(unwritten("somebody else began a table in the same folder")),
        }
    }
}

fn engine() -> Arc<DefaultEngine<TokioBackgroundExecutor>> {
    Arc::new(DefaultEngineBuilder::new(Arc::new(LocalFileSystem::new())).build())
}

/// A folder as Delta names it.
fn address(folder: &Path) -> KernelResult<String> {
    let there = std::fs::canonicalize(folder).map_err(KernelError::generic_err)?;
    let address = url::Url::from_directory_path(&there);
    address.map(String::from).map_err(|()| KernelError::generic(format!("{} has no address", there.display())))
}

fn unreadable(error: impl Display) -> Refused {
    Refused {
        reason: Say::new(
            format!("ce dossier ne se lit pas comme une table Delta : {error}"),
            format!("this folder cannot be read as a Delta table: {error}"),
        ),
        way_out: Say::new(
            "nommez le dossier qui contient « _delta_log », ou exportez la table en Parquet ou en CSV",
            "name the folder that holds “_delta_log”, or export the table as Parquet or as CSV",
        ),
    }
}

fn unwritten(error: impl Display) -> Refused {
    Refused {
        reason: Say::new(
            format!("la table Delta ne peut être écrite : {error}"),
            format!("the Delta table cannot be written: {error}"),
        ),
        way_out: Say::new("vérifiez le dossier et la place sur le disque", "check the folder and the room on the disk"),
    }
}
