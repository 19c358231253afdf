//! To be written.

/// To be written.
pub async fn show() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn register() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn give_role() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn take_role() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn leave() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}
