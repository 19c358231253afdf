//! The parts every page is made of, each with its stylesheet in `assets/` and its words in both languages.
//!
//! A part takes plain data and a [`Reader`]; it knows no route, no store and no clock. Pages work without script;
//! the modules in `assets/*.js` only improve them. Nothing here writes a style attribute or a script into a page.

pub mod assets;
pub mod badge;
pub mod columns;
pub mod empty;
pub mod evidence;
pub mod figure;
pub mod form;
pub mod hero;
pub mod load;
pub mod map;
pub mod page;
pub mod path;
pub mod problem;
pub mod range;
mod reader;
pub mod readiness;
pub mod report;
pub mod spread;
pub mod table;
pub mod term;
pub mod timeline;
pub mod waiting;
mod words;

pub use maud::Markup;
pub use reader::{Names, Reader};
pub use words::{Words, words};
