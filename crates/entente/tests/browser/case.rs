//! The business case of the first walk: opened, written with two pens, refused where it must be, signed by three, voided
//! by an edit, signed again.

use fantoccini::Locator;
use serde_json::json;

use super::Reader;

const MARKETING: &str = "Lou Peyrissac";
const IT: &str = "Théodore Nkoma";
const FINANCE: &str = "Béatrice Oudinot-Klein";
const SIGNERS: [&str; 3] = ["Inès Valmorin", "Karim Delorge", FINANCE];

/// A new line of one's own pen.
const NEW_BENEFIT: &str = "details:has(> form[action$='/case/benefits'] input[name=line][value=''])";
const NEW_COST: &str = "details:has(> form[action$='/case/costs'] input[name=line][value=''])";
/// The line that is written already.
const WRITTEN_BENEFIT: &str = "details:has(> form[action$='/case/benefits'] input[name=line][value='1'])";

impl Reader<'_> {
    /// Opens what is folded, unless it stands open.
    async fn unfold(&self, details: &str) {
        if self.client.find(Locator::Css(&format!("{details}[open]"))).await.is_err() {
            self.press(&format!("{details} > summary")).await;
        }
    }

    /// Fills the fields of a form, and sends it.
    async fn send(&self, form: &str, fields: &[(&str, &str)], lists: &[(&str, &str)]) {
        self.unfold(form).await;
        for (name, words) in fields {
            self.fill(&format!("{form} input[name='{name}']"), words).await;
        }
        for (name, value) in lists {
            let css = format!("{form} select[name='{name}']");
            let list = self.client.find(Locator::Css(&css)).await.unwrap_or_else(|e| panic!("{css} is not there: {e}"));
            list.select_by_value(value).await.unwrap_or_else(|e| panic!("{css} does not offer {value}: {e}"));
        }
        self.press(&format!("{form} > form button[type=submit]")).await;
    }

    /// Sends what no form of the page offers, as whoever tampers with a page would; gives what the house answers.
    async fn tampers(&self, path: &str, fields: serde_json::Value) -> (u64, String) {
        let script = "const [path, fields, done] = arguments;
            const csrf = document.querySelector('main input[name=csrf]').value;
            fetch(path, { method: 'POST', body: new URLSearchParams({ ...fields, csrf }) })
                .then(async answer => done([answer.status, await answer.text()]));";
        let answer = self.client.execute_async(script, vec![json!(path), fields]).await.expect("the page can send");
        let words = answer[1].as_str().unwrap_or_default().replace(['\u{a0}', '\u{202f}'], " ");
        (answer[0].as_u64().unwrap_or_default(), words)
    }

    async fn signs(&self, case: &str, name: &str) {
        self.enter(name).await;
        self.go(case).await;
        self.submit("/signatures").await;
        self.sees(&["Your signature is recorded."]).await;
    }
}

/// Walks the case of a request that was decided; ends with three signatures.
pub async fn walk(reader: &Reader<'_>, request: &str) {
    let words = &company::W1_CASE;
    let case = format!("{request}/case");
    reader.enter(MARKETING).await;
    reader.go(request).await;
    reader.submit("/case").await;
    reader.arrives(|path| path == case).await;
    reader.sees(&["each pen writes its page", "Finance has not set rate and years yet"]).await;

    // Clicks alone are no benefit: none is offered, and none is taken.
    let chain = "details:has(> form[action$='/case/chain'])";
    let steps = |n: usize| -> Vec<(String, &str, &str)> {
        words.chain[..n].iter().enumerate().map(|(nth, (kind, (_, en)))| (nth.to_string(), *kind, *en)).collect()
    };
    for (n, says) in
        [(2, "The chain ends on the screen: no benefit can be written yet."), (4, "The margin on these purchases")]
    {
        let steps = steps(n);
        let fields: Vec<(String, &str)> = steps.iter().map(|(nth, _, words)| (format!("words{nth}"), *words)).collect();
        let lists: Vec<(String, &str)> = steps.iter().map(|(nth, kind, _)| (format!("kind{nth}"), *kind)).collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, words)| (name.as_str(), *words)).collect();
        let lists: Vec<(&str, &str)> = lists.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
        reader.send(chain, &fields, &lists).await;
        reader.sees(&["It is written.", says]).await;
        if n == 2 {
            assert!(reader.client.find(Locator::Css(NEW_BENEFIT)).await.is_err(), "clicks are offered no benefit");
            let benefit = json!({ "option": "with-cache-90", "name": "Clicks", "volume": "1000", "value": "1" });
            let (status, page) = reader.tampers(&format!("{case}/benefits"), benefit).await;
            assert!(status == 422 && page.contains("Clicks are no benefit"), "{status}: {page}");
        }
    }

    // Each pen writes its own half, and no other.
    let (_, _, members) = words.numbers[0];
    let numbers: Vec<(String, &str)> = words.numbers[1..]
        .iter()
        .flat_map(|(word, value, (_, basis))| [((*word).to_owned(), *value), (format!("{word}_basis"), *basis)])
        .collect();
    let mut fields = vec![("name", words.benefit.1), ("volume", "410,000"), ("volume_basis", members.1)];
    fields.extend(numbers.iter().map(|(name, value)| (name.as_str(), *value)));
    reader.send(NEW_BENEFIT, &fields, &[("option", "with-cache-90")]).await;
    reader.sees(&["It is written.", words.benefit.1]).await;
    assert!(reader.client.find(Locator::Css(NEW_COST)).await.is_err(), "marketing is offered no cost");
    let price = json!({ "option": "with-cache-90", "heading": "purchase", "name": "Licence", "eur": "12000" });
    let (status, page) = reader.tampers(&format!("{case}/costs"), price).await;
    assert!(status == 422 && page.contains("This line belongs to another pen"), "{status}: {page}");
    reader.enter(IT).await;
    reader.go(&case).await;
    assert!(reader.client.find(Locator::Css(NEW_BENEFIT)).await.is_err(), "IT is offered no benefit");
    for (heading, (_, name), eur, (_, basis)) in words.costs {
        let fields = [("name", name), ("eur", eur), ("eur_basis", basis)];
        reader.send(NEW_COST, &fields, &[("option", "with-cache-90"), ("heading", heading)]).await;
        reader.sees(&["It is written.", name]).await;
    }
    reader.enter(FINANCE).await;
    reader.go(&case).await;
    let years = words.terms.1.to_string();
    reader.send("details:has(> form[action$='/case/terms'])", &[("rate", "8 %"), ("years", &years)], &[]).await;
    reader.sees(&["It is written."]).await;
    reader.enter(MARKETING).await;
    reader.go(&case).await;
    reader.unfold("details:has(> form[action$='/case/recommendation'])").await;
    reader.press("#option-with-cache-90").await;
    reader.submit("/recommendation").await;

    // What it comes to, at its worst, likely, at its best.
    let comes_to = [
        "€236,422",
        "88,658",
        "413,739", // a year
        "€111,000",
        "€14,000",
        "6 months",
        "3.3",
        "17.8",
        "€462,204",
        "81,402",
        "919,167",
    ];
    reader.sees(&comes_to).await;

    // Three sign; an edit voids all three; they sign again.
    for name in SIGNERS {
        reader.signs(&case, name).await;
    }
    reader.sees(&["Signed by all three pens"]).await;
    reader.enter(MARKETING).await;
    reader.go(&case).await;
    reader.send(WRITTEN_BENEFIT, &[("volume", "369,000")], &[]).await;
    reader
        .sees(&[
            "It is written; signatures have to be given again.",
            "3 signatures were made void",
            "Changed since it was signed",
        ])
        .await;
    let text = reader.text().await;
    assert!(!text.contains("€462,204"), "other people, other figures");
    reader.send(WRITTEN_BENEFIT, &[("volume", "410,000")], &[]).await;
    reader.sees(&comes_to).await;
    for name in SIGNERS {
        reader.signs(&case, name).await;
    }
    reader.sees(&["Signed by all three pens", "All three pens signed"]).await;
}
