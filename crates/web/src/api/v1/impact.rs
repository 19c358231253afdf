//! To be written.

/// To be written.
pub async fn show() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}
