//! To be written.

/// To be written.
pub async fn show() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn reword() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn understand() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn answer() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn assume() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn wish_date() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn send() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}

/// To be written.
pub async fn withdraw() -> crate::answer::Answer {
    Err(app::Problem::not_found(base::Say::same("page")).into())
}
