//! Pages and JSON over the rooms below: what people see.

pub mod ui;
