//! Lists of things with a sentence each, filters above them, pages under them.

use maud::{Markup, html};

use super::Reader;

crate::ui::words! {
    PAGES = "Pages" / "Pages";
    PAGE_OF = "Page {n} sur {all}" / "Page {n} of {all}";
    NEWER = "Plus récentes" / "Newer";
    OLDER = "Plus anciennes" / "Older";
}

/// One line of a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it leads.
    pub href: String,
    /// What it is, in a sentence.
    pub title: Markup,
    /// The line under it.
    pub under: Markup,
    /// What stands at its end: a state, a number.
    pub aside: Markup,
}

/// The lines.
pub fn rows(rows: &[Row]) -> Markup {
    html! {
        ul.listing {
            @for row in rows {
                li {
                    div.listed {
                        a.listed-title href=(row.href) { (row.title) }
                        div.listed-under { (row.under) }
                    }
                    div.listed-aside { (row.aside) }
                }
            }
        }
    }
}

/// One filter.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Its name.
    pub words: String,
    /// Where it leads.
    pub href: String,
    /// How many lines it leaves.
    pub count: usize,
    /// Whether it is on.
    pub here: bool,
}

/// The filters; `label` names them for a screen reader.
pub fn filters(reader: &Reader, label: &str, filters: &[Filter]) -> Markup {
    html! {
        nav.filters aria-label=(label) {
            @for filter in filters {
                a href=(filter.href) aria-current=[filter.here.then_some("true")] {
                    (filter.words) " " span.count { (base::format::number(reader.lang, filter.count as f64, 0)) }
                }
            }
        }
    }
}

/// Where one is in a list of several pages, newest first; nothing when there is one page.
pub fn pager(reader: &Reader, page: usize, pages: usize, href: impl Fn(usize) -> String) -> Markup {
    let number = |n: usize| base::format::number(reader.lang, n as f64, 0);
    html! {
        @if pages > 1 {
            nav.pager aria-label=(reader.w(PAGES)) {
                @if page > 1 { a rel="prev" href=(href(page - 1)) { (reader.w(NEWER)) } }
                span { (reader.fill(PAGE_OF, &[("n", &number(page)), ("all", &number(pages))])) }
                @if page < pages { a rel="next" href=(href(page + 1)) { (reader.w(OLDER)) } }
            }
        }
    }
}
