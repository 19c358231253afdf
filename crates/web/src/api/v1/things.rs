//! To be written.

/// To be written.
pub async fn list() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn show() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn state() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn unstate() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn findings() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}
