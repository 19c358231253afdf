//! To be written.

/// To be written.
pub async fn head() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn verify() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn doctor() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn backup() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}
