//! Stylesheet, modules and mark: kept by browsers for as long as their address, which carries a hash of the content.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use base::Say;

use crate::answer::Answer;
use crate::ui::assets;

/// `GET /assets/{name}`
pub async fn get(Path(name): Path<String>, headers: HeaderMap) -> Answer {
    let asset = assets::get(&name).ok_or_else(|| app::Problem::not_found(Say::same(name)))?;
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let kept = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
        (header::ETAG, asset.etag.clone()),
        (header::CONTENT_TYPE, asset.content_type.to_owned()),
    ];
    if known == Some(asset.etag.as_str()) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    Ok((kept, asset.bytes.into_owned()).into_response())
}
