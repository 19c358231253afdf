//! What the files companies already have tell, format by format; and all of them together, whole, cut and mangled.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // reads shared files and says so when they are not there

mod archimate;
mod asyncapi;
mod backstage;
mod folder;
mod har;
mod mangled;
mod openapi;
mod said;
mod structurizr;
mod tag_manager;
mod traces;
mod words;
