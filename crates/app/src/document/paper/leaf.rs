//! Sheets of paper: what stands where, and of which kind it is, so that a reader who hears the page hears its structure.

use base::Lang;
use krilla::color::rgb;
use krilla::configure::validate::{Accessibility, Archival};
use krilla::configure::{Configuration, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, TableHeaderScope, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

use super::typeface::{Faces, Line, Shaped, Span, Style, lines};

/// A4, landscape, in points.
pub(super) const WIDTH: f32 = 841.89;
pub(super) const HEIGHT: f32 = 595.28;

/// A colour, by what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hue {
    Ink,
    Muted,
    Rule,
    Marketing,
    It,
    Joint,
    JointTint,
}

/// What a piece is to whoever hears the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Role {
    Heading(u16),
    Words,
    /// A cell: of which table, in which row, and whether it heads a column or a row.
    Cell(usize, usize, Option<Heads>),
    Ornament,
}

/// What a cell of a table heads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Heads {
    Column,
    Row,
}

#[derive(Clone, Debug)]
pub(super) enum Mark {
    Words { x: f32, y: f32, size: f32, hue: Hue, shaped: Shaped },
    Bar { x: f32, y: f32, width: f32, height: f32, hue: Hue },
    Dot { x: f32, y: f32, radius: f32, hue: Hue },
}

/// Something of one role.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) role: Role,
    pub(super) marks: Vec<Mark>,
}

/// Pieces that stay together, from their own upper left.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) pieces: Vec<Piece>,
    pub(super) height: f32,
}

/// On which side of their width words stand.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Align {
    Left,
    Right,
}

impl Block {
    /// Sets a paragraph at a place and gives its height; what is below it is not moved.
    #[allow(clippy::too_many_arguments, reason = "a paragraph has as many")]
    pub(super) fn set(
        &mut self,
        faces: &Faces,
        role: Role,
        spans: &[Span],
        size: f32,
        at: (f32, f32),
        width: f32,
        align: Align,
    ) -> f32 {
        let leading = size * 1.28;
        let mut marks = Vec::new();
        let set = lines(faces, spans, size, width);
        let count = set.len();
        for (nth, line) in set.into_iter().enumerate() {
            let y = at.1 + leading * nth as f32 + size * 0.95;
            let wide = wide(&line, size);
            let x = if align == Align::Right { at.0 + width - wide } else { at.0 };
            marks.extend(line.into_iter().map(|(dx, hue, shaped)| Mark::Words { x: x + dx, y, size, hue, shaped }));
        }
        if !marks.is_empty() {
            self.pieces.push(Piece { role, marks });
        }
        leading * count as f32
    }

    /// Sets a paragraph below what stands already.
    pub(super) fn below(&mut self, faces: &Faces, role: Role, spans: &[Span], size: f32, width: f32) {
        self.height += self.set(faces, role, spans, size, (0.0, self.height), width, Align::Left);
    }

    pub(super) fn space(&mut self, height: f32) {
        self.height += height;
    }

    /// A rule over the whole width.
    pub(super) fn rule(&mut self, hue: Hue, width: f32, height: f32) {
        let bar = Mark::Bar { x: 0.0, y: self.height, width, height, hue };
        self.ornament(vec![bar]);
        self.height += height;
    }

    pub(super) fn ornament(&mut self, marks: Vec<Mark>) {
        self.pieces.push(Piece { role: Role::Ornament, marks });
    }
}

fn wide(line: &Line, size: f32) -> f32 {
    line.last().map_or(0.0, |(x, _, shaped)| x + shaped.width * size)
}

/// Words of one style.
pub(super) fn span(style: Style, hue: Hue, words: impl Into<String>) -> Span {
    Span { style, hue, words: words.into() }
}

/// A page: blocks at their places.
#[derive(Clone, Debug, Default)]
pub(super) struct Leaf {
    pub(super) pieces: Vec<Piece>,
}

impl Leaf {
    pub(super) fn place(&mut self, block: Block, x: f32, y: f32) {
        self.pieces.extend(block.pieces.into_iter().map(|piece| Piece {
            role: piece.role,
            marks: piece.marks.into_iter().map(|mark| mark.moved(x, y)).collect(),
        }));
    }
}

impl Mark {
    fn moved(self, dx: f32, dy: f32) -> Mark {
        match self {
            Mark::Words { x, y, size, hue, shaped } => Mark::Words { x: x + dx, y: y + dy, size, hue, shaped },
            Mark::Bar { x, y, width, height, hue } => Mark::Bar { x: x + dx, y: y + dy, width, height, hue },
            Mark::Dot { x, y, radius, hue } => Mark::Dot { x: x + dx, y: y + dy, radius, hue },
        }
    }
}

/// What is said of the whole document.
pub(super) struct About {
    pub(super) lang: Lang,
    pub(super) title: String,
    pub(super) description: String,
    /// The signed case itself, carried inside.
    pub(super) attached: (String, Vec<u8>, String),
    /// When the log last spoke of it.
    pub(super) at: jiff::civil::DateTime,
}

/// Writes the pages down: for archives (PDF/A-3) and for readers who hear it (PDF/UA-1); without either mark should
/// typed words stand against them. `None`: they cannot be written.
pub(super) fn bind(faces: &Faces, leaves: &[Leaf], about: &About) -> Option<Vec<u8>> {
    let both = ConfigurationBuilder::new().with_archival_validator(Archival::A3_A);
    let both = both.with_accessibility_validator(Accessibility::UA1).finish().ok();
    let plain = || ConfigurationBuilder::new().finish().ok();
    both.and_then(|settings| print(faces, leaves, about, settings))
        .or_else(|| plain().and_then(|settings| print(faces, leaves, about, settings)))
}

fn print(faces: &Faces, leaves: &[Leaf], about: &About, configuration: Configuration) -> Option<Vec<u8>> {
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut tree = Tree::default();
    for leaf in leaves {
        let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT)?);
        let mut surface = page.surface();
        for piece in &leaf.pieces {
            let tag = match piece.role {
                Role::Ornament => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
                _ => ContentTag::Other,
            };
            let id = surface.start_tagged(tag);
            for mark in &piece.marks {
                draw(&mut surface, faces, mark)?;
            }
            surface.end_tagged();
            tree.push(&piece.role, piece, id);
        }
        surface.finish();
        page.finish();
    }
    let word = about.lang.tag().to_owned();
    document.set_tag_tree(tree.done(word.clone()));
    let at = date_time(about.at);
    document.set_metadata(
        Metadata::new()
            .title(about.title.clone())
            .description(about.description.clone())
            .language(word)
            .creator("Entente".to_owned())
            .creation_date(at),
    );
    // Pages that are printed need a table of contents only by the letter of the archives' norm.
    document.set_outline(krilla::outline::Outline::new());
    let (path, bytes, description) = about.attached.clone();
    document.embed_file(EmbeddedFile {
        path,
        mime_type: MimeType::new("application/json"),
        description: Some(description),
        association_kind: AssociationKind::Source,
        data: bytes.into(),
        modification_date: Some(at),
        compress: Some(true),
        location: None,
    })?;
    match document.finish() {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            tracing::warn!(?error, "a document does not keep to its norm");
            None
        }
    }
}

fn date_time(at: jiff::civil::DateTime) -> DateTime {
    let small = |number: i8| number.unsigned_abs();
    DateTime::new(at.year().unsigned_abs())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn draw(surface: &mut Surface, faces: &Faces, mark: &Mark) -> Option<()> {
    match mark {
        Mark::Words { x, y, size, hue, shaped } => {
            surface.set_fill(Some(fill(*hue)));
            let mut x = *x;
            for run in &shaped.runs {
                let font = faces.font(run.face)?.clone();
                surface.draw_glyphs(Point::from_xy(x, *y), &run.glyphs, font, &run.text, *size, false);
                x += run.width * size;
            }
        }
        Mark::Bar { x, y, width, height, hue } => {
            surface.set_fill(Some(fill(*hue)));
            let mut path = PathBuilder::new();
            path.push_rect(Rect::from_xywh(*x, *y, width.max(0.01), height.max(0.01))?);
            surface.draw_path(&path.finish()?);
        }
        Mark::Dot { x, y, radius: r, hue } => {
            surface.set_fill(Some(fill(*hue)));
            // A circle of four arcs: the usual share of the radius for a handle.
            let k = r * 0.552_285;
            let mut path = PathBuilder::new();
            path.move_to(x - r, *y);
            path.cubic_to(x - r, y - k, x - k, y - r, *x, y - r);
            path.cubic_to(x + k, y - r, x + r, y - k, x + r, *y);
            path.cubic_to(x + r, y + k, x + k, y + r, *x, y + r);
            path.cubic_to(x - k, y + r, x - r, y + k, x - r, *y);
            path.close();
            surface.draw_path(&path.finish()?);
        }
    }
    Some(())
}

fn fill(hue: Hue) -> Fill {
    let (r, g, b) = match hue {
        Hue::Ink => (0x1c, 0x21, 0x26),
        Hue::Muted => (0x5a, 0x62, 0x6c),
        Hue::Rule => (0xc9, 0xc5, 0xbc),
        Hue::Marketing => (0xa8, 0x43, 0x2a),
        Hue::It => (0x1d, 0x4f, 0x80),
        Hue::Joint => (0x6a, 0x3d, 0x78),
        Hue::JointTint => (0xf6, 0xf0, 0xf8),
    };
    Fill { paint: rgb::Color::new(r, g, b).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// The structure that is heard: headings, paragraphs, tables with rows and cells.
#[derive(Default)]
struct Tree {
    nodes: Vec<TagGroup>,
    table: Option<(usize, Vec<(usize, TagGroup)>)>,
}

impl Tree {
    fn push(&mut self, role: &Role, piece: &Piece, id: krilla::tagging::Identifier) {
        let group = match role {
            Role::Ornament => return,
            Role::Heading(level) => {
                let level = std::num::NonZeroU16::new(*level).unwrap_or(std::num::NonZeroU16::MIN);
                TagGroup::new(Tag::Hn(level, Some(said(piece))))
            }
            Role::Words => TagGroup::new(Tag::P),
            Role::Cell(table, row, heads) => {
                let mut cell = match heads {
                    Some(Heads::Column) => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
                    Some(Heads::Row) => TagGroup::new(Tag::TH(TableHeaderScope::Row)),
                    None => TagGroup::new(Tag::TD),
                };
                cell.push(Node::from(id));
                self.cell(*table, *row, cell);
                return;
            }
        };
        self.close();
        let mut group = group;
        group.push(Node::from(id));
        self.nodes.push(group);
    }

    fn cell(&mut self, table: usize, row: usize, cell: TagGroup) {
        if self.table.as_ref().is_none_or(|(open, _)| *open != table) {
            self.close();
            self.table = Some((table, Vec::new()));
        }
        let Some((_, rows)) = &mut self.table else { return };
        match rows.last_mut() {
            Some((last, group)) if *last == row => group.push(Node::from(cell)),
            _ => {
                let mut group = TagGroup::new(Tag::TR);
                group.push(Node::from(cell));
                rows.push((row, group));
            }
        }
    }

    fn close(&mut self) {
        if let Some((_, rows)) = self.table.take() {
            let mut table = TagGroup::new(Tag::Table);
            for (_, row) in rows {
                table.push(Node::from(row));
            }
            self.nodes.push(table);
        }
    }

    fn done(mut self, lang: String) -> TagTree {
        self.close();
        let mut tree = TagTree::new().with_lang(Some(lang));
        for node in self.nodes {
            tree.push(node);
        }
        tree
    }
}

/// The words of a piece, for its title.
fn said(piece: &Piece) -> String {
    let of = piece.marks.iter().filter_map(|mark| match mark {
        Mark::Words { shaped, .. } => Some(shaped.runs.iter().map(|run| run.text.as_str()).collect::<String>()),
        _ => None,
    });
    of.collect::<Vec<_>>().join(" ")
}
