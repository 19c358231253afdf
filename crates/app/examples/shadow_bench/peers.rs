//! The peers: the same rows from mawk and from DuckDB.

use std::path::{Path, PathBuf};
use std::process::Command;

use discovery::pseudonym::PseudonymKey;

use crate::process::{self, Cost};
use crate::scan::KEY;

type Run = Box<dyn Fn() -> Result<(Cost, PathBuf), String>>;

/// 2000-01-01 in days since 1970, from which rows count their days; Paris is two hours ahead all August.
const MAWK: &str = r#"
BEGIN { while ((getline line < domains) > 0) { split(line, d, "\t"); known[d[1]] = d[2] } }
{
    host = $7
    at = index(host, "://"); if (at) host = substr(host, at + 3)
    if (match(host, /[\/:?#]/)) host = substr(host, 1, RSTART - 1)
    host = tolower(host)
    rest = host
    while (!(rest in known)) { at = index(rest, "."); if (!at) next; rest = substr(rest, at + 1) }
    user = ($8 == "-") ? $3 : $8
    day = int(($1 + 7200) / 86400) - 10957
    key = known[rest] "\t" user "\t" day
    requests[key]++; bytes[key] += $5
}
END { for (key in requests) printf "%s\t%d\t%.0f\n", key, requests[key], bytes[key] }
"#;

const DUCKDB: &str = r#"
import duckdb, sys
log, domains, out = sys.argv[1:4]
con = duckdb.connect()
con.execute("set threads to 2")
con.execute("create table d as select * from read_csv(?, delim='\t', header=false, columns={'domain':'varchar','product':'integer'})", [domains])
con.execute(r"""
copy (
  with line as (
    select string_split(regexp_replace(l, ' +', ' ', 'g'), ' ') f from read_csv(?, delim=chr(1), header=false, quote='', escape='', columns={'l':'varchar'})
  ), hit as (
    select floor((f[1]::double + 7200) / 86400)::integer - 10957 as day, f[5]::bigint as bytes,
      case when f[8] = '-' then f[3] else f[8] end as who,
      string_split(lower(regexp_extract(f[7], '^(?:[a-z]+://)?([^/:?#]+)', 1)), '.') as labels, row_number() over () as n
    from line
  ), suffix as (
    select h.labels, unnest(range(1, len(h.labels) + 1)) as i from (select distinct labels from hit) h
  ), owner as (
    select s.labels, arg_min(d.product, s.i) as product
    from suffix s join d on d.domain = array_to_string(s.labels[s.i:], '.') group by 1
  )
  select product, who, day, count(*), sum(bytes) from hit join owner using (labels) group by 1, 2, 3
) to '""" + out + r"""' (delimiter '\t', header false, quote '')
""", [log])
"#;

/// Every peer with how to run it.
pub fn all(folder: &Path, python: Option<&str>) -> Vec<(String, Run)> {
    let (log, domains) = (folder.join("access.log"), folder.join("domains.tsv"));
    let (awk_out, duck_out) = (folder.join("mawk.tsv"), folder.join("duckdb.tsv"));
    let mawk: Run = {
        let (log, domains) = (log.clone(), domains.clone());
        Box::new(move || {
            let name = format!("domains={}", domains.display());
            let out = std::fs::File::create(&awk_out).map_err(|fault| fault.to_string())?;
            drop(out);
            let shell = format!("exec mawk -v {name} \"$0\" {} > {}", log.display(), awk_out.display());
            if Command::new("mawk").arg("-W").arg("version").output().is_err() {
                return Err("mawk is not here".to_owned());
            }
            Ok((process::run(Command::new("sh").arg("-c").arg(shell).arg(MAWK)).0, awk_out.clone()))
        })
    };
    let python = python.map(str::to_owned);
    let duckdb: Run = Box::new(move || {
        let Some(python) = &python else { return Err("no --python with duckdb was named".to_owned()) };
        let mut command = Command::new(python);
        command.arg("-c").arg(DUCKDB).arg(&log).arg(&domains).arg(&duck_out);
        Ok((process::run(&mut command).0, duck_out.clone()))
    });
    vec![("mawk, suffix loop".to_owned(), mawk), ("DuckDB, 2 threads".to_owned(), duckdb)]
}

/// Whether a peer's rows are ours, its persons under the same key.
pub fn same(ours: &Path, peers: &Path) -> bool {
    let key = PseudonymKey::new(KEY);
    let read = |path: &Path| std::fs::read_to_string(path).expect("rows");
    let mut a: Vec<String> = read(ours).lines().map(str::to_owned).collect();
    let mut b: Vec<String> = read(peers)
        .lines()
        .map(|line| {
            let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            if let Some(who) = cells.get_mut(1) {
                *who = key.of(who.as_bytes()).to_string();
            }
            cells.join("\t")
        })
        .collect();
    a.sort_unstable();
    b.sort_unstable();
    if a != b {
        let first = a.iter().zip(&b).find(|(a, b)| a != b);
        println!("{} rows and {}; the first that differ: {first:?}", a.len(), b.len());
    }
    a == b
}
