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
pub async fn sign() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn compromise() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn let_pass() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn arbitrate() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}
