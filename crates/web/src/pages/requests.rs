//! To be written.

/// To be written.
pub async fn list() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn ask() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}
