//! All the SQL there is: the whole border between the store and its database.

/// Stands at byte 68 of the file and says whose it is: "Ente".
pub(crate) const APPLICATION_ID: i64 = 0x456e_7465;

/// The schema this program writes; a file with a higher number was written by a newer program.
pub(crate) const SCHEMA_VERSION: i64 = 2;

pub(crate) const GET_APPLICATION_ID: &str = "pragma application_id";
pub(crate) const GET_SCHEMA_VERSION: &str = "pragma user_version";
pub(crate) const COUNT_TABLES: &str = "select count(*) from sqlite_schema";

/// Settings of each connection. Write-ahead log, so that readers never wait for the writer; what is deleted is
/// overwritten; on macOS a sync goes down to the platter.
pub(crate) const SETTINGS: &str = "
    pragma foreign_keys = on;
    pragma secure_delete = on;
    pragma trusted_schema = off;
    pragma fullfsync = on;
    pragma checkpoint_fullfsync = on;
    pragma cache_size = -32768;
    pragma temp_store = memory;
";
pub(crate) const WAIT: &str = "pragma busy_timeout = 5000";
pub(crate) const WAIT_BRIEFLY: &str = "pragma busy_timeout = 50";
pub(crate) const SYNCHRONOUS_FULL: &str = "pragma synchronous = full";
pub(crate) const SYNCHRONOUS_OFF: &str = "pragma synchronous = off";
pub(crate) const WRITE_AHEAD: &str = "pragma journal_mode = wal";
pub(crate) const ONE_FILE: &str = "pragma journal_mode = delete";
/// Puts everything into the main file and empties the write-ahead file; answers (busy, frames, moved).
pub(crate) const EMPTY_WRITE_AHEAD: &str = "pragma wal_checkpoint(truncate)";
pub(crate) const INTEGRITY: &str = "pragma integrity_check(100)";
pub(crate) const FOREIGN_KEYS: &str = "pragma foreign_key_check";

/// Times are microseconds since 1970 in UTC; ids are 16 bytes; digests, hashes and keys are 32 bytes.
///
/// Rows of `vault_key` are only ever added at the end and overwritten in place with zeros, never deleted: so no key
/// is ever moved by SQLite and none leaves a copy behind in the main file.
pub(crate) const SCHEMA: &str = "
    create table event (
        position    integer primary key check (position > 0),
        stream      text    not null check (stream <> ''),
        version     integer not null check (version > 0),
        recorded_at integer not null,
        actor       blob    check (actor is null or length(actor) = 16),
        command     blob    not null check (length(command) = 16),
        cause       blob    check (cause is null or length(cause) = 16),
        kind        text    not null check (kind <> ''),
        payload     text    not null,
        prev_hash   blob    not null check (length(prev_hash) = 32),
        hash        blob    not null check (length(hash) = 32),
        unique (stream, version)
    ) strict;

    create table command (
        id      blob    not null primary key check (length(id) = 16),
        digest  blob    not null check (length(digest) = 32),
        first   integer not null,
        last    integer not null,
        outcome text    not null,
        seal    blob    not null check (length(seal) = 32)
    ) strict, without rowid;

    create table vault_key (
        number integer primary key,
        key    blob    not null check (length(key) = 32)
    ) strict;

    create table text (
        id         blob    not null primary key check (length(id) = 16),
        commitment text    not null check (length(commitment) = 64),
        key_number integer not null unique references vault_key (number),
        sealed     blob    not null
    ) strict;

    create table dataset (
        sha        text    not null primary key check (length(sha) = 64),
        id         blob    not null unique check (length(id) = 16),
        bytes      integer not null,
        key_number integer unique references vault_key (number)
    ) strict;

    create table erasure (
        kind text    not null check (kind in ('text', 'dataset')),
        id   blob    not null check (length(id) = 16),
        at   integer not null,
        primary key (kind, id)
    ) strict, without rowid;

    create table account (
        person   blob    not null primary key check (length(person) = 16),
        login    text    not null unique check (login <> ''),
        hash     text    not null,
        disabled integer not null check (disabled in (0, 1))
    ) strict;

    create table session (
        token      blob    not null primary key check (length(token) = 32),
        person     blob    not null references account (person) on delete cascade,
        made_at    integer not null,
        expires_at integer not null,
        name       text
    ) strict, without rowid;
    create index session_person on session (person);

    create table secret (
        name text not null primary key check (name <> ''),
        key  blob not null check (length(key) = 32)
    ) strict, without rowid;
";

/// What makes a file of version 1 one of version 2.
pub(crate) const FROM_1_TO_2: &str = "
    create table secret (
        name text not null primary key check (name <> ''),
        key  blob not null check (length(key) = 32)
    ) strict, without rowid;
    pragma user_version = 2;
";

// Secrets.
pub(crate) const SECRET: &str = "select key from secret where name = ?1";
pub(crate) const PUT_SECRET: &str =
    "insert into secret (name, key) values (?1, ?2) on conflict (name) do update set key = ?2";

// The log.
pub(crate) const LAST_EVENT: &str = "select position, hash from event order by position desc limit 1";
pub(crate) const STREAM_VERSION: &str = "select max(version) from event where stream = ?1";
pub(crate) const COMMAND: &str = "select digest, first, last, outcome from command where id = ?1";
pub(crate) const ADD_EVENT: &str =
    "insert into event (position, stream, version, recorded_at, actor, command, cause, kind, payload, prev_hash, hash)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
pub(crate) const ADD_COMMAND: &str =
    "insert into command (id, digest, first, last, outcome, seal) values (?1, ?2, ?3, ?4, ?5, ?6)";
pub(crate) const EVENTS: &str =
    "select position, stream, version, recorded_at, actor, command, cause, kind, payload, prev_hash, hash
     from event where position between ?1 and ?2 order by position";
pub(crate) const STREAM: &str =
    "select position, stream, version, recorded_at, actor, command, cause, kind, payload, prev_hash, hash
     from event where stream = ?1 order by version";

// The vault.
pub(crate) const ADD_KEY: &str = "insert into vault_key (key) values (?1)";
pub(crate) const DESTROY_KEY: &str = "update vault_key set key = zeroblob(32) where number = ?1";
pub(crate) const ADD_TEXT: &str = "insert into text (id, commitment, key_number, sealed) values (?1, ?2, ?3, ?4)";
pub(crate) const HAS_TEXT: &str = "select 1 from text where id = ?1";
pub(crate) const TEXT: &str = "select t.id, t.commitment, t.sealed, k.key from text t join vault_key k on k.number = t.key_number where t.id = ?1";
pub(crate) const TEXTS: &str = "select t.id, t.commitment, t.sealed, k.key from text t join vault_key k on k.number = t.key_number order by k.number";
pub(crate) const TEXT_KEY: &str = "select key_number from text where id = ?1";
pub(crate) const EMPTY_TEXT: &str = "update text set sealed = x'' where id = ?1";

// The list of erasures.
pub(crate) const ADD_ERASURE: &str =
    "insert into erasure (kind, id, at) values (?1, ?2, ?3) on conflict (kind, id) do nothing";
pub(crate) const ERASURES: &str = "select kind, id, at from erasure order by at, kind, id";
pub(crate) const IS_ERASED: &str = "select 1 from erasure where kind = ?1 and id = ?2";

// The register of datasets.
pub(crate) const ADD_DATASET: &str = "insert into dataset (sha, id, bytes, key_number) values (?1, ?2, ?3, ?4)";
pub(crate) const SEAL_DATASET: &str = "update dataset set key_number = ?2 where sha = ?1";
pub(crate) const DATASET: &str =
    "select d.sha, d.id, d.bytes, k.key from dataset d left join vault_key k on k.number = d.key_number
     where d.sha = ?1";
pub(crate) const DATASETS: &str =
    "select d.sha, d.id, d.bytes, k.key from dataset d left join vault_key k on k.number = d.key_number
     order by d.sha";
pub(crate) const DATASET_SHA: &str = "select sha from dataset where id = ?1";
pub(crate) const DATASET_KEY: &str = "select key_number from dataset where id = ?1";
pub(crate) const DROP_DATASET: &str = "delete from dataset where id = ?1";

// Accounts and sessions.
pub(crate) const PUT_ACCOUNT: &str = "insert into account (person, login, hash, disabled) values (?1, ?2, ?3, ?4)
     on conflict (person) do update set login = ?2, hash = ?3, disabled = ?4";
pub(crate) const ACCOUNT_BY_LOGIN: &str = "select person, login, hash, disabled from account where login = ?1";
pub(crate) const ACCOUNT_BY_PERSON: &str = "select person, login, hash, disabled from account where person = ?1";
pub(crate) const ACCOUNTS: &str = "select person, login, hash, disabled from account order by login";
pub(crate) const DROP_ACCOUNT: &str = "delete from account where person = ?1";
pub(crate) const PUT_SESSION: &str =
    "insert into session (token, person, made_at, expires_at, name) values (?1, ?2, ?3, ?4, ?5)";
pub(crate) const SESSION: &str =
    "select token, person, made_at, expires_at, name from session where token = ?1 and expires_at > ?2";
pub(crate) const SESSIONS_OF: &str =
    "select token, person, made_at, expires_at, name from session where person = ?1 order by made_at, token";
pub(crate) const END_SESSION: &str = "delete from session where token = ?1";
pub(crate) const END_SESSIONS_OF: &str = "delete from session where person = ?1";
pub(crate) const END_EXPIRED_SESSIONS: &str = "delete from session where expires_at <= ?1";
pub(crate) const END_ALL_SESSIONS: &str = "delete from session";

// Verification.
pub(crate) const COMMANDS: &str = "select id, digest, first, last, outcome, seal from command";
pub(crate) const EVENTS_WITHOUT_COMMAND: &str = "select e.position from event e left join command c on c.id = e.command
     where c.id is null or e.position < c.first or e.position > c.last order by e.position limit 100";
pub(crate) const COMMITMENT: &str = "select commitment from text where id = ?1";
pub(crate) const COUNTS: &str =
    "select (select count(*) from event), (select count(*) from text), (select count(*) from dataset)";
