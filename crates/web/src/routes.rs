//! Every method, path, handler and permission, in one table.

use agenda::role::Right;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, any, delete, get, post, put};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::gate::{Access, gate};
use crate::house::House;
use crate::session::Session;
use crate::{api, pages};

/// One route.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with `{holes}`.
    pub path: &'static str,
    /// What it takes to open it. What a person may do with one thing (one's own request, one's own signature) is
    /// decided by the order.
    pub access: Access,
    /// The handler.
    handle: fn() -> MethodRouter<House>,
}

/// The largest form, in bytes.
const FORM_MOST: usize = 256 << 10;
/// The largest file, in bytes.
pub(crate) const FILE_MOST: usize = 64 << 20;

use Access::{Known, Needs, Open, Signs};

macro_rules! routes {
    ($($method:ident $path:literal $access:expr => $handle:expr;)*) => {
        /// The table.
        pub static ROUTES: &[Route] = &[$(Route {
            method: Method::$method,
            path: $path,
            access: $access,
            handle: || routes!(@ $method $handle),
        }),*];
    };
    (@ GET $handle:expr) => { get($handle) };
    (@ POST $handle:expr) => { post($handle) };
    (@ PUT $handle:expr) => { put($handle) };
    (@ DELETE $handle:expr) => { delete($handle) };
}

routes! {
    // pages
    GET    "/"                                          Known                => pages::home::show;
    GET    "/sign-in"                                   Open                 => pages::sign_in::show;
    GET    "/session"                                   Open                 => pages::forms::back;
    POST   "/session"                                   Open                 => pages::sign_in::open;
    GET    "/session/persona"                           Open                 => pages::forms::back;
    POST   "/session/persona"                           Open                 => pages::sign_in::persona;
    GET    "/session/end"                               Open                 => pages::forms::back;
    POST   "/session/end"                               Open                 => pages::sign_in::end;
    GET    "/requests"                                  Known                => pages::requests::list;
    POST   "/requests"                                  Needs(Right::Ask)    => pages::requests::ask;
    GET    "/requests/{number}"                         Known                => pages::request::show;
    GET    "/requests/{number}/compare"                 Known                => pages::request::compare;
    GET    "/requests/{number}/sentence"                Known                => pages::forms::back;
    POST   "/requests/{number}/sentence"                Needs(Right::Ask)    => pages::request::reword;
    GET    "/requests/{number}/about"                   Known                => pages::forms::back;
    POST   "/requests/{number}/about"                   Needs(Right::Ask)    => pages::request::understand;
    GET    "/requests/{number}/answers/{question}"      Known                => pages::forms::back;
    POST   "/requests/{number}/answers/{question}"      Needs(Right::Ask)    => pages::request::answer;
    GET    "/requests/{number}/assumptions"             Known                => pages::forms::back;
    POST   "/requests/{number}/assumptions"             Needs(Right::Ask)    => pages::request::assume;
    GET    "/requests/{number}/date"                    Known                => pages::forms::back;
    POST   "/requests/{number}/date"                    Needs(Right::Ask)    => pages::request::wish_date;
    GET    "/requests/{number}/decision"                Known                => pages::forms::back;
    POST   "/requests/{number}/decision"                Needs(Right::Ask)    => pages::request::send;
    GET    "/requests/{number}/withdrawal"              Known                => pages::forms::back;
    POST   "/requests/{number}/withdrawal"              Needs(Right::Ask)    => pages::request::withdraw;
    GET    "/requests/{number}/items"                   Known                => pages::forms::back;
    POST   "/requests/{number}/items"                   Needs(Right::Ask)    => pages::request::acceptance::ask;
    GET    "/requests/{number}/standings"               Known                => pages::forms::back;
    POST   "/requests/{number}/standings"               Needs(Right::Ask)    => pages::request::acceptance::tell;
    GET    "/requests/{number}/acceptance"              Known                => pages::forms::back;
    POST   "/requests/{number}/acceptance"              Needs(Right::Ask)    => pages::request::acceptance::accept;
    GET    "/requests/{number}/words"                   Known                => pages::forms::back;
    POST   "/requests/{number}/words"                   Needs(Right::Ask)    => pages::request::precise::settle;
    GET    "/requests/{number}/case"                    Needs(Right::Read)   => pages::business_case::show;
    POST   "/requests/{number}/case"                    Needs(Right::Ask)    => pages::business_case::open;
    GET    "/requests/{number}/case.pdf"                Needs(Right::Read)   => pages::business_case::paper;
    GET    "/requests/{number}/case.xlsx"               Needs(Right::Read)   => pages::business_case::workbook;
    GET    "/requests/{number}/case.json"               Needs(Right::Read)   => api::v1::business_case::document;
    GET    "/requests/{number}/case/chain"              Needs(Right::Read)   => pages::forms::back;
    POST   "/requests/{number}/case/chain"              Needs(Right::Read)   => pages::business_case::chain;
    GET    "/requests/{number}/case/benefits"           Needs(Right::Read)   => pages::forms::back;
    POST   "/requests/{number}/case/benefits"           Needs(Right::Read)   => pages::business_case::benefit;
    GET    "/requests/{number}/case/costs"              Needs(Right::Read)   => pages::forms::back;
    POST   "/requests/{number}/case/costs"              Needs(Right::Read)   => pages::business_case::cost;
    GET    "/requests/{number}/case/terms"              Needs(Right::Read)   => pages::forms::back;
    POST   "/requests/{number}/case/terms"              Needs(Right::SignFinance) => pages::business_case::terms;
    GET    "/requests/{number}/case/recommendation"     Needs(Right::Read)   => pages::forms::back;
    POST   "/requests/{number}/case/recommendation"     Needs(Right::Read)   => pages::business_case::recommend;
    GET    "/requests/{number}/case/lines/{line}/end"   Needs(Right::Read)   => pages::forms::back;
    POST   "/requests/{number}/case/lines/{line}/end"   Needs(Right::Read)   => pages::business_case::strike;
    GET    "/requests/{number}/case/lines/{line}/questions" Needs(Right::Read) => pages::forms::back;
    POST   "/requests/{number}/case/lines/{line}/questions" Needs(Right::Read) => pages::business_case::question;
    GET    "/requests/{number}/case/lines/{line}/answers" Needs(Right::Read) => pages::forms::back;
    POST   "/requests/{number}/case/lines/{line}/answers" Needs(Right::Read) => pages::business_case::answer;
    GET    "/requests/{number}/case/results"            Needs(Right::Read)   => pages::forms::back;
    POST   "/requests/{number}/case/results"            Needs(Right::Read)   => pages::business_case::measure;
    GET    "/requests/{number}/case/signatures"         Needs(Right::Read)   => pages::forms::back;
    POST   "/requests/{number}/case/signatures"         Needs(Right::Read)   => pages::business_case::sign;
    GET    "/decisions"                                 Needs(Right::Read)   => pages::decisions::list;
    GET    "/decisions/{number}"                        Needs(Right::Read)   => pages::decision::show;
    GET    "/decisions/{number}/signatures"             Needs(Right::Read)   => pages::forms::back;
    POST   "/decisions/{number}/signatures"             Signs                => pages::decision::sign;
    GET    "/decisions/{number}/compromises"            Needs(Right::Read)   => pages::forms::back;
    POST   "/decisions/{number}/compromises"            Needs(Right::Shape)  => pages::decision::compromise;
    GET    "/decisions/{number}/restatement"            Needs(Right::Read)   => pages::forms::back;
    POST   "/decisions/{number}/restatement"            Needs(Right::Shape)  => pages::decision::restate;
    GET    "/decisions/{number}/restatement/answer"     Needs(Right::Read)   => pages::forms::back;
    POST   "/decisions/{number}/restatement/answer"     Needs(Right::Shape)  => pages::decision::answer_restatement;
    GET    "/decisions/{number}/deadline"               Needs(Right::Read)   => pages::forms::back;
    POST   "/decisions/{number}/deadline"               Needs(Right::Shape)  => pages::decision::let_pass;
    GET    "/decisions/{number}/arbitration"            Needs(Right::Read)   => pages::forms::back;
    POST   "/decisions/{number}/arbitration"            Needs(Right::Arbitrate) => pages::decision::arbitrate;
    GET    "/requests/{number}/questions"               Known                => pages::forms::back;
    POST   "/requests/{number}/questions"               Needs(Right::Ask)    => pages::request::ask_question;
    GET    "/questions/{number}"                        Known                => pages::request::question;
    GET    "/questions/{number}/answer"                 Known                => pages::forms::back;
    POST   "/questions/{number}/answer"                 Needs(Right::Ask)    => pages::request::answer_question;
    GET    "/questions/{number}/withdrawal"             Known                => pages::forms::back;
    POST   "/questions/{number}/withdrawal"             Needs(Right::Ask)    => pages::request::withdraw_question;
    GET    "/waiting"                                   Needs(Right::Read)   => pages::waiting::show;
    GET    "/waiting.csv"                               Needs(Right::Read)   => api::v1::waiting::export_csv;
    GET    "/requests/{number}/waiting"                 Known                => pages::waiting::one;
    GET    "/value"                                     Needs(Right::Read)   => pages::value::show;
    GET    "/map"                                       Needs(Right::Read)   => pages::map::show;
    GET    "/contracts"                                 Needs(Right::Read)   => pages::contracts::list;
    GET    "/doubts"                                    Needs(Right::Read)   => pages::doubts::show;
    POST   "/doubts"                                    Needs(Right::State)  => pages::doubts::still_true;
    GET    "/map.svg"                                   Needs(Right::Read)   => pages::map::svg;
    GET    "/things/{kind}/{key}"                       Needs(Right::Read)   => pages::thing::show;
    GET    "/things/{kind}/{key}/fields/{field}"        Needs(Right::Read)   => pages::forms::back;
    POST   "/things/{kind}/{key}/fields/{field}"        Needs(Right::State)  => pages::thing::state;
    GET    "/things/{kind}/{key}/fields/{field}/withdrawal" Needs(Right::Read)   => pages::forms::back;
    POST   "/things/{kind}/{key}/fields/{field}/withdrawal" Needs(Right::State) => pages::thing::unstate;
    GET    "/what-if"                                   Needs(Right::Read)   => pages::what_if::show;
    POST   "/what-if"                                   Needs(Right::Ask)    => pages::what_if::ask;
    GET    "/tools"                                     Needs(Right::Read)   => pages::tools::list;
    POST   "/tools"                                     Needs(Right::Ask)    => pages::tools::declare;
    GET    "/tools.csv"                                 Needs(Right::Read)   => api::v1::tools::export_csv;
    GET    "/tools/{key}"                               Needs(Right::Read)   => pages::tool::show;
    GET    "/tools/{key}/questions"                     Needs(Right::Read)   => pages::forms::back;
    POST   "/tools/{key}/questions"                     Needs(Right::Shape)  => pages::tool::ask;
    GET    "/tools/{key}/answer"                        Needs(Right::Read)   => pages::forms::back;
    POST   "/tools/{key}/answer"                        Known                => pages::tool::answer;
    GET    "/tools/{key}/review"                        Needs(Right::Read)   => pages::forms::back;
    POST   "/tools/{key}/review"                        Needs(Right::Shape)  => pages::tool::review;
    GET    "/tools/{key}/decision"                      Needs(Right::Read)   => pages::forms::back;
    POST   "/tools/{key}/decision"                      Needs(Right::Shape)  => pages::tool::send;
    GET    "/tools/{key}/deletion"                      Needs(Right::Read)   => pages::forms::back;
    POST   "/tools/{key}/deletion"                      Needs(Right::Read)   => pages::tool::prove;
    GET    "/tools/{key}/names"                         Needs(Right::Read)   => pages::forms::back;
    POST   "/tools/{key}/names"                         Needs(Right::OpenNames) => pages::tool::open_names;
    GET    "/tools/{key}/official-way"                  Needs(Right::Read)   => pages::forms::back;
    POST   "/tools/{key}/official-way"                  Needs(Right::Read)   => pages::tool::official_way;
    GET    "/tools/{key}/actions"                       Needs(Right::Read)   => pages::forms::back;
    POST   "/tools/{key}/actions"                       Needs(Right::Shape)  => pages::tool::act;
    GET    "/meetings"                                  Needs(Right::Read)   => pages::meetings::list;
    POST   "/meetings"                                  Needs(Right::Shape)  => pages::meetings::orders::call;
    GET    "/meetings/{number}"                         Needs(Right::Read)   => pages::meetings::show;
    GET    "/meetings/{number}/{day}"                   Needs(Right::Read)   => pages::meetings::minutes;
    GET    "/meetings/{number}/{day}/{order}"           Needs(Right::Read)   => pages::forms::back;
    POST   "/meetings/{number}/{day}/{order}"           Needs(Right::Read)   => pages::meetings::orders::order;
    GET    "/calendar"                                  Known                => pages::calendar::show;
    GET    "/calendar/address"                          Known                => pages::forms::back;
    POST   "/calendar/address"                          Known                => pages::calendar::open;
    GET    "/calendar/address/end"                      Known                => pages::forms::back;
    POST   "/calendar/address/end"                      Known                => pages::calendar::close;
    GET    "/calendar/{key}"                            Open                 => pages::calendar::feed;
    GET    "/agenda"                                    Needs(Right::Read)   => pages::four_by_four::show;
    GET    "/agenda.csv"                                Needs(Right::Read)   => api::v1::four_by_four::export_csv;
    GET    "/agenda/actions"                            Needs(Right::Read)   => pages::forms::back;
    POST   "/agenda/actions"                            Needs(Right::Shape)  => pages::four_by_four::act;
    GET    "/actions"                                   Needs(Right::Read)   => pages::actions::list;
    GET    "/actions/{number}"                          Needs(Right::Read)   => pages::actions::show;
    GET    "/actions/{number}/result"                   Needs(Right::Read)   => pages::forms::back;
    POST   "/actions/{number}/result"                   Needs(Right::Read)   => pages::actions::finish;
    GET    "/actions/{number}/drop"                     Needs(Right::Read)   => pages::forms::back;
    POST   "/actions/{number}/drop"                     Needs(Right::Read)   => pages::actions::drop;
    GET    "/actions/{number}/place"                    Needs(Right::Read)   => pages::forms::back;
    POST   "/actions/{number}/place"                    Needs(Right::Read)   => pages::actions::place;
    GET    "/plan"                                     Needs(Right::Read)   => pages::plan::show;
    GET    "/plan.csv"                                 Needs(Right::Read)   => pages::plan::files::csv;
    GET    "/plan.xlsx"                                Needs(Right::Read)   => pages::plan::files::workbook;
    GET    "/plan/choice"                              Needs(Right::Read)   => pages::plan::choice::show;
    GET    "/plan/proposals"                           Needs(Right::Read)   => pages::forms::back;
    POST   "/plan/proposals"                           Needs(Right::Shape)  => pages::plan::propose;
    GET    "/plan/proposals/{number}/agreement"        Needs(Right::Read)   => pages::forms::back;
    POST   "/plan/proposals/{number}/agreement"        Signs                => pages::plan::agree;
    GET    "/plan/proposals/{number}/refusal"          Needs(Right::Read)   => pages::forms::back;
    POST   "/plan/proposals/{number}/refusal"          Signs                => pages::plan::decline;
    GET    "/charter"                                   Needs(Right::Read)   => pages::charter::show;
    GET    "/charter/rows"                              Needs(Right::Read)   => pages::forms::back;
    POST   "/charter/rows"                              Needs(Right::Shape)  => pages::charter::propose;
    GET    "/compromises"                               Needs(Right::Read)   => pages::compromises::list;
    GET    "/raci"                                      Needs(Right::Read)   => pages::raci::show;
    GET    "/raci/template"                             Needs(Right::Read)   => pages::forms::back;
    POST   "/raci/template"                             Needs(Right::Shape)  => pages::raci::adopt;
    GET    "/raci/rows"                                 Needs(Right::Read)   => pages::forms::back;
    POST   "/raci/rows"                                 Needs(Right::Shape)  => pages::raci::state;
    GET    "/raci/rows/{number}/end"                    Needs(Right::Read)   => pages::forms::back;
    POST   "/raci/rows/{number}/end"                    Needs(Right::Shape)  => pages::raci::drop;
    GET    "/promises"                                  Needs(Right::Read)   => pages::promises::list;
    POST   "/promises"                                  Needs(Right::Ask)    => pages::promises::register;
    GET    "/promises.csv"                              Needs(Right::Read)   => api::v1::promises::export_csv;
    GET    "/promises/{key}"                            Needs(Right::Read)   => pages::promise::show;
    GET    "/promises/{key}/needs"                      Needs(Right::Read)   => pages::forms::back;
    POST   "/promises/{key}/needs"                      Needs(Right::State)  => pages::promise::require;
    GET    "/promises/{key}/needs/end"                  Needs(Right::Read)   => pages::forms::back;
    POST   "/promises/{key}/needs/end"                  Needs(Right::State)  => pages::promise::unrequire;
    GET    "/promises/{key}/stamps"                     Needs(Right::Read)   => pages::forms::back;
    POST   "/promises/{key}/stamps"                     Needs(Right::Read)   => pages::promise::stamp;
    GET    "/promises/{key}/publication"                Needs(Right::Read)   => pages::forms::back;
    POST   "/promises/{key}/publication"                Needs(Right::Read)   => pages::promise::publish;
    GET    "/promises/{key}/decision"                   Needs(Right::Read)   => pages::forms::back;
    POST   "/promises/{key}/decision"                   Needs(Right::Shape)  => pages::promise::send;
    GET    "/promises/{key}/outcome"                    Needs(Right::Read)   => pages::forms::back;
    POST   "/promises/{key}/outcome"                    Needs(Right::Shape)  => pages::promise::conclude;
    GET    "/promises/{key}/withdrawal"                 Needs(Right::Read)   => pages::forms::back;
    POST   "/promises/{key}/withdrawal"                 Needs(Right::Read)   => pages::promise::withdraw;
    GET    "/pilots"                                    Needs(Right::Read)   => pages::pilots::list;
    POST   "/pilots"                                    Needs(Right::Shape)  => pages::pilots::set_up;
    GET    "/pilots/new"                                Needs(Right::Shape)  => pages::pilots::new;
    GET    "/pilots/{number}"                           Needs(Right::Read)   => pages::pilot::show;
    GET    "/pilots/{number}/plan"                      Needs(Right::Read)   => pages::forms::back;
    POST   "/pilots/{number}/plan"                      Needs(Right::Shape)  => pages::pilot::revise;
    GET    "/pilots/{number}/start"                     Needs(Right::Read)   => pages::forms::back;
    POST   "/pilots/{number}/start"                     Needs(Right::Shape)  => pages::pilot::start;
    GET    "/pilots/{number}/counts"                    Needs(Right::Read)   => pages::forms::back;
    POST   "/pilots/{number}/counts"                    Needs(Right::Shape)  => pages::pilot::read;
    GET    "/pilots/{number}/decision"                  Needs(Right::Read)   => pages::forms::back;
    POST   "/pilots/{number}/decision"                  Needs(Right::Shape)  => pages::pilot::send;
    GET    "/pilots/{number}/end"                       Needs(Right::Read)   => pages::forms::back;
    POST   "/pilots/{number}/end"                       Needs(Right::Shape)  => pages::pilot::end;
    GET    "/pilots/{number}/practice"                  Needs(Right::Read)   => pages::forms::back;
    POST   "/pilots/{number}/practice"                  Needs(Right::Shape)  => pages::pilot::learn;
    GET    "/changes"                                   Needs(Right::Read)   => pages::changes::list;
    POST   "/changes"                                   Needs(Right::Shape)  => pages::change::propose;
    GET    "/changes/new"                               Needs(Right::Shape)  => pages::change::new;
    GET    "/changes/{number}"                          Needs(Right::Read)   => pages::change::show;
    GET    "/changes/{number}/proposal"                 Needs(Right::Read)   => pages::forms::back;
    POST   "/changes/{number}/proposal"                 Needs(Right::Shape)  => pages::change::revise;
    GET    "/changes/{number}/options"                  Needs(Right::Read)   => pages::forms::back;
    POST   "/changes/{number}/options"                  Needs(Right::Shape)  => pages::change::options;
    GET    "/changes/{number}/decision"                 Needs(Right::Read)   => pages::forms::back;
    POST   "/changes/{number}/decision"                 Needs(Right::Shape)  => pages::change::send;
    GET    "/changes/{number}/withdrawal"               Needs(Right::Read)   => pages::forms::back;
    POST   "/changes/{number}/withdrawal"               Needs(Right::Shape)  => pages::change::withdraw;
    GET    "/trackers"                                  Needs(Right::Read)   => pages::trackers::list;
    GET    "/trackers/states"                           Needs(Right::Read)   => pages::forms::back;
    POST   "/trackers/states"                           Needs(Right::Shape)  => pages::trackers::explain;
    GET    "/trackers/links"                            Needs(Right::Read)   => pages::forms::back;
    POST   "/trackers/links"                            Needs(Right::Shape)  => pages::trackers::link;
    GET    "/trackers/readings"                         Needs(Right::Read)   => pages::forms::back;
    POST   "/trackers/readings"                         Needs(Right::Import) => pages::trackers::read_again;
    GET    "/trackers/secret"                           Needs(Right::Read)   => pages::forms::back;
    POST   "/trackers/secret"                           Needs(Right::Keep)   => pages::trackers::secret;
    GET    "/practices"                                 Needs(Right::Read)   => pages::practices::list;
    POST   "/practices"                                 Needs(Right::Shape)  => pages::practices::record;
    GET    "/practices/{number}"                        Needs(Right::Read)   => pages::practices::show;
    GET    "/practices/{number}/words"                  Needs(Right::Read)   => pages::forms::back;
    POST   "/practices/{number}/words"                  Needs(Right::Shape)  => pages::practices::reword;
    GET    "/practices/{number}/reuses"                 Needs(Right::Read)   => pages::forms::back;
    POST   "/practices/{number}/reuses"                 Needs(Right::Ask)    => pages::practices::reuse;
    GET    "/practices/{number}/releases"               Needs(Right::Read)   => pages::forms::back;
    POST   "/practices/{number}/releases"               Needs(Right::Ask)    => pages::practices::release;
    GET    "/practices/{number}/end"                    Needs(Right::Read)   => pages::forms::back;
    POST   "/practices/{number}/end"                    Needs(Right::Shape)  => pages::practices::retire;
    GET    "/monday"                                    Needs(Right::Read)   => pages::monday::show;
    GET    "/objectives"                                Needs(Right::Read)   => pages::objectives::list;
    POST   "/objectives"                                Needs(Right::Shape)  => pages::objectives::set;
    GET    "/objectives/new"                            Needs(Right::Shape)  => pages::objectives::new;
    GET    "/objectives/{number}"                       Needs(Right::Read)   => pages::objectives::one::show;
    GET    "/objectives/{number}/content"               Needs(Right::Read)   => pages::forms::back;
    POST   "/objectives/{number}/content"               Needs(Right::Shape)  => pages::objectives::one::revise;
    GET    "/objectives/{number}/readings"              Needs(Right::Read)   => pages::forms::back;
    POST   "/objectives/{number}/readings"              Needs(Right::Ask)    => pages::objectives::one::measure;
    GET    "/objectives/{number}/serving"               Needs(Right::Read)   => pages::forms::back;
    POST   "/objectives/{number}/serving"               Needs(Right::Ask)    => pages::objectives::one::serve;
    GET    "/objectives/{number}/releases"              Needs(Right::Read)   => pages::forms::back;
    POST   "/objectives/{number}/releases"              Needs(Right::Ask)    => pages::objectives::one::release;
    GET    "/objectives/{number}/end"                   Needs(Right::Read)   => pages::forms::back;
    POST   "/objectives/{number}/end"                   Needs(Right::Shape)  => pages::objectives::one::end;
    GET    "/outbox"                                    Known                => pages::outbox::list;
    GET    "/outbox/{number}"                           Known                => pages::outbox::show;
    GET    "/answer/{link}"                             Open                 => pages::answer::show;
    POST   "/answer/{link}"                             Open                 => pages::answer::send;
    GET    "/matching"                                  Needs(Right::Read)   => pages::matching::show;
    GET    "/matching/people"                           Needs(Right::State)  => pages::matching::people::list;
    GET    "/matching/people/{id}"                      Needs(Right::State)  => pages::matching::person::show;
    GET    "/matching/pair"                             Needs(Right::State)  => pages::matching::pair::show;
    GET    "/matching/review"                           Needs(Right::State)  => pages::matching::review::show;
    GET    "/matching/model"                            Needs(Right::Read)   => pages::matching::model::show;
    POST   "/matching/model"                            Needs(Right::State)  => pages::matching::model::save;
    GET    "/matching/model.json"                       Needs(Right::Read)   => pages::matching::model::take;
    GET    "/matching/said"                             Needs(Right::Read)   => pages::forms::back;
    POST   "/matching/said"                             Needs(Right::State)  => pages::matching::pair::answer;
    GET    "/matching/said/end"                         Needs(Right::Read)   => pages::forms::back;
    POST   "/matching/said/end"                         Needs(Right::State)  => pages::matching::pair::withdraw;
    GET    "/imports"                                   Needs(Right::Read)   => pages::imports::list;
    POST   "/imports"                                   Needs(Right::Import) => pages::imports::send;
    GET    "/imports/{key}"                             Needs(Right::Read)   => pages::import::show;
    GET    "/imports/{key}/original"                    Needs(Right::Import) => pages::import::original;
    GET    "/imports/{key}/rejects.csv"                 Needs(Right::Read)   => pages::import::rejects;
    GET    "/people"                                    Needs(Right::Read)   => pages::people::show;
    POST   "/people"                                    Needs(Right::Staff)  => pages::people::register;
    GET    "/people/{person}/roles"                     Needs(Right::Read)   => pages::forms::back;
    POST   "/people/{person}/roles"                     Needs(Right::Staff)  => pages::people::give_role;
    GET    "/people/{person}/roles/{role}/end"          Needs(Right::Read)   => pages::forms::back;
    POST   "/people/{person}/roles/{role}/end"          Needs(Right::Staff)  => pages::people::take_role;
    GET    "/organisation"                              Needs(Right::Read)   => pages::organisation::show;
    GET    "/people/{person}/lines"                     Needs(Right::Read)   => pages::forms::back;
    POST   "/people/{person}/lines"                     Needs(Right::Staff)  => pages::organisation::lines;
    GET    "/people/{person}/coverage"                  Needs(Right::Read)   => pages::forms::back;
    POST   "/people/{person}/coverage"                  Needs(Right::Staff)  => pages::organisation::coverage;
    GET    "/people/{person}/departure"                 Needs(Right::Read)   => pages::forms::back;
    POST   "/people/{person}/departure"                 Needs(Right::Staff)  => pages::people::leave;
    GET    "/verify"                                    Needs(Right::Read)   => pages::verify::show;
    GET    "/search"                                    Known                => pages::search::show;
    GET    "/help"                                      Open                 => pages::help::show;
    GET    "/live"                                      Known                => pages::live::stream;
    GET    "/assets/{name}"                             Open                 => pages::assets::get;
    GET    "/api"                                       Open                 => pages::api_guide::show;
    // programs
    GET    "/api/v1/openapi.json"                       Open                 => api::openapi::show;
    GET    "/api/v1/head"                               Known                => api::v1::store::head;
    GET    "/api/v1/me"                                 Known                => api::v1::people::me;
    GET    "/api/v1/readings"                           Known                => api::v1::requests::readings;
    GET    "/api/v1/requests"                           Needs(Right::Read)   => api::v1::requests::list;
    POST   "/api/v1/requests"                           Needs(Right::Ask)    => api::v1::requests::ask;
    GET    "/api/v1/requests/{number}"                  Known                => api::v1::requests::show;
    GET    "/api/v1/requests/{number}/acceptance"       Needs(Right::Read)   => api::v1::acceptance::show;
    POST   "/api/v1/requests/{number}/items"            Needs(Right::Ask)    => api::v1::acceptance::ask;
    POST   "/api/v1/requests/{number}/standings"        Needs(Right::Ask)    => api::v1::acceptance::tell;
    POST   "/api/v1/requests/{number}/acceptance"       Needs(Right::Ask)    => api::v1::acceptance::accept;
    GET    "/api/v1/requests/{number}/words"            Needs(Right::Read)   => api::v1::words::show;
    POST   "/api/v1/requests/{number}/words"            Needs(Right::Ask)    => api::v1::words::settle;
    GET    "/api/v1/words"                              Needs(Right::Read)   => api::v1::words::rules;
    GET    "/api/v1/requests/{number}/impact"           Known                => api::v1::impact::show;
    GET    "/api/v1/what-if"                            Needs(Right::Read)   => api::v1::impact::what_if;
    PUT    "/api/v1/requests/{number}/sentence"         Needs(Right::Ask)    => api::v1::requests::reword;
    PUT    "/api/v1/requests/{number}/about"            Needs(Right::Ask)    => api::v1::requests::understand;
    PUT    "/api/v1/requests/{number}/answers/{question}" Needs(Right::Ask)  => api::v1::requests::answer;
    PUT    "/api/v1/requests/{number}/assumptions/{name}" Needs(Right::Ask)  => api::v1::requests::assume;
    PUT    "/api/v1/requests/{number}/date"             Needs(Right::Ask)    => api::v1::requests::wish_date;
    POST   "/api/v1/requests/{number}/decision"         Needs(Right::Ask)    => api::v1::requests::send;
    POST   "/api/v1/requests/{number}/withdrawal"       Needs(Right::Ask)    => api::v1::requests::withdraw;
    GET    "/api/v1/questions"                          Needs(Right::Read)   => api::v1::questions::list;
    POST   "/api/v1/requests/{number}/questions"        Needs(Right::Ask)    => api::v1::questions::ask;
    POST   "/api/v1/questions/{number}/answer"          Needs(Right::Ask)    => api::v1::questions::answer;
    POST   "/api/v1/questions/{number}/withdrawal"      Needs(Right::Ask)    => api::v1::questions::withdraw;
    GET    "/api/v1/waiting"                            Needs(Right::Read)   => api::v1::waiting::show;
    GET    "/api/v1/requests/{number}/waiting"          Known                => api::v1::waiting::of_request;
    GET    "/api/v1/value"                              Needs(Right::Read)   => api::v1::value::show;
    GET    "/api/v1/cases"                              Needs(Right::Read)   => api::v1::business_case::list;
    GET    "/api/v1/requests/{number}/case"             Needs(Right::Read)   => api::v1::business_case::show;
    GET    "/api/v1/requests/{number}/case/document"    Needs(Right::Read)   => api::v1::business_case::document;
    GET    "/api/v1/requests/{number}/case.pdf"         Needs(Right::Read)   => pages::business_case::paper;
    GET    "/api/v1/requests/{number}/case.xlsx"        Needs(Right::Read)   => pages::business_case::workbook;
    POST   "/api/v1/requests/{number}/case"             Needs(Right::Ask)    => api::v1::business_case::open;
    POST   "/api/v1/requests/{number}/case/benefits"    Needs(Right::Read)   => api::v1::business_case::benefit;
    POST   "/api/v1/requests/{number}/case/costs"       Needs(Right::Read)   => api::v1::business_case::cost;
    PUT    "/api/v1/requests/{number}/case/chain"       Needs(Right::Read)   => api::v1::business_case::chain;
    PUT    "/api/v1/requests/{number}/case/terms"       Needs(Right::SignFinance) => api::v1::business_case::terms;
    PUT    "/api/v1/requests/{number}/case/recommendation" Needs(Right::Read) => api::v1::business_case::recommend;
    DELETE "/api/v1/requests/{number}/case/lines/{line}" Needs(Right::Read)  => api::v1::business_case::strike;
    POST   "/api/v1/requests/{number}/case/lines/{line}/questions" Needs(Right::Read) => api::v1::business_case::question;
    POST   "/api/v1/requests/{number}/case/lines/{line}/answers" Needs(Right::Read) => api::v1::business_case::answer;
    POST   "/api/v1/requests/{number}/case/lines/{line}/results" Needs(Right::Read) => api::v1::business_case::measure;
    POST   "/api/v1/requests/{number}/case/signatures"  Needs(Right::Read)   => api::v1::business_case::sign;
    GET    "/api/v1/decisions"                          Needs(Right::Read)   => api::v1::decisions::list;
    GET    "/api/v1/decisions/{number}"                 Needs(Right::Read)   => api::v1::decisions::show;
    POST   "/api/v1/decisions/{number}/signatures"      Signs                => api::v1::decisions::sign;
    POST   "/api/v1/decisions/{number}/compromises"     Needs(Right::Shape)  => api::v1::decisions::compromise;
    POST   "/api/v1/decisions/{number}/restatement"     Needs(Right::Shape)  => api::v1::decisions::restate;
    POST   "/api/v1/decisions/{number}/restatement/answer" Needs(Right::Shape) => api::v1::decisions::answer_restatement;
    GET    "/api/v1/compromises"                        Needs(Right::Read)   => api::v1::decisions::compromises;
    GET    "/api/v1/charter"                            Needs(Right::Read)   => api::v1::charter::show;
    POST   "/api/v1/charter/rows"                       Needs(Right::Shape)  => api::v1::charter::propose;
    PUT    "/api/v1/charter/rows/{key}"                 Needs(Right::Shape)  => api::v1::charter::repropose;
    POST   "/api/v1/decisions/{number}/deadline"        Needs(Right::Shape)  => api::v1::decisions::let_pass;
    POST   "/api/v1/decisions/{number}/arbitration"     Needs(Right::Arbitrate) => api::v1::decisions::arbitrate;
    GET    "/api/v1/things"                             Needs(Right::Read)   => api::v1::things::list;
    GET    "/api/v1/things/{kind}/{key}"                Needs(Right::Read)   => api::v1::things::show;
    PUT    "/api/v1/things/{kind}/{key}/fields/{field}" Needs(Right::State)  => api::v1::things::state;
    DELETE "/api/v1/things/{kind}/{key}/fields/{field}" Needs(Right::State)  => api::v1::things::unstate;
    GET    "/api/v1/systems/{key}/fit"                  Needs(Right::Read)   => api::v1::fit::of_system;
    GET    "/api/v1/apis/{key}/fit"                     Needs(Right::Read)   => api::v1::fit::of_api;
    GET    "/api/v1/map"                                Needs(Right::Read)   => api::v1::map::show;
    GET    "/api/v1/contracts"                          Needs(Right::Read)   => api::v1::contracts::list;
    GET    "/api/v1/organisation"                       Needs(Right::Read)   => api::v1::organisation::show;
    PUT    "/api/v1/people/{person}/lines"              Needs(Right::Staff)  => api::v1::organisation::lines;
    PUT    "/api/v1/people/{person}/coverage"           Needs(Right::Staff)  => api::v1::organisation::coverage;
    GET    "/api/v1/raci"                               Needs(Right::Read)   => api::v1::raci::show;
    POST   "/api/v1/raci/template"                      Needs(Right::Shape)  => api::v1::raci::adopt;
    POST   "/api/v1/raci/rows"                          Needs(Right::Shape)  => api::v1::raci::state;
    PUT    "/api/v1/raci/rows/{number}"                 Needs(Right::Shape)  => api::v1::raci::restate;
    DELETE "/api/v1/raci/rows/{number}"                 Needs(Right::Shape)  => api::v1::raci::drop;
    GET    "/api/v1/findings"                           Needs(Right::Read)   => api::v1::things::findings;
    GET    "/api/v1/stale"                              Needs(Right::Read)   => api::v1::things::stale;
    GET    "/api/v1/tools"                              Needs(Right::Read)   => api::v1::tools::list;
    POST   "/api/v1/tools"                              Needs(Right::Ask)    => api::v1::tools::declare;
    GET    "/api/v1/tools/{key}"                        Needs(Right::Read)   => api::v1::tools::show;
    POST   "/api/v1/tools/{key}/review"                 Needs(Right::Shape)  => api::v1::tools::review;
    POST   "/api/v1/tools/{key}/questions"              Needs(Right::Shape)  => api::v1::tools::ask;
    POST   "/api/v1/tools/{key}/answer"                 Known                => api::v1::tools::answer;
    POST   "/api/v1/tools/{key}/names"                  Needs(Right::OpenNames) => api::v1::tools::open_names;
    POST   "/api/v1/tools/{key}/decision"               Needs(Right::Shape)  => api::v1::tools::send;
    POST   "/api/v1/tools/{key}/official-way"           Needs(Right::Read)   => api::v1::tools::official_way;
    POST   "/api/v1/tools/{key}/deletion"               Needs(Right::Read)   => api::v1::tools::prove;
    POST   "/api/v1/reminders"                          Needs(Right::Shape)  => api::v1::tools::remind;
    GET    "/api/v1/exports/tools"                      Needs(Right::Read)   => api::v1::tools::export;
    GET    "/api/v1/plan"                              Needs(Right::Read)   => api::v1::plan::show;
    GET    "/api/v1/plan/choice"                       Needs(Right::Read)   => api::v1::plan::choice::show;
    GET    "/api/v1/plan/choice/reasons"               Needs(Right::Read)   => api::v1::plan::choice::reasoned;
    GET    "/api/v1/plan.csv"                          Needs(Right::Read)   => pages::plan::files::csv;
    GET    "/api/v1/plan.xlsx"                         Needs(Right::Read)   => pages::plan::files::workbook;
    POST   "/api/v1/plan/funds"                        Needs(Right::Shape)  => api::v1::plan::fund;
    PUT    "/api/v1/plan/funds/{number}"               Needs(Right::Shape)  => api::v1::plan::restate_fund;
    POST   "/api/v1/plan/initiatives"                  Needs(Right::Shape)  => api::v1::plan::state;
    PUT    "/api/v1/plan/initiatives/{number}"         Needs(Right::Shape)  => api::v1::plan::restate;
    POST   "/api/v1/plan/initiatives/{number}/end"     Needs(Right::Shape)  => api::v1::plan::drop;
    POST   "/api/v1/plan/proposals"                    Needs(Right::Shape)  => api::v1::plan::propose;
    POST   "/api/v1/plan/proposals/{number}/agreement" Signs                => api::v1::plan::agree;
    POST   "/api/v1/plan/proposals/{number}/refusal"   Signs                => api::v1::plan::decline;
    GET    "/api/v1/meetings"                           Needs(Right::Read)   => api::v1::meetings::list;
    POST   "/api/v1/meetings"                           Needs(Right::Shape)  => api::v1::meetings::call;
    POST   "/api/v1/meetings/{number}/days/{day}/move"  Needs(Right::Read)   => api::v1::meetings::shift;
    POST   "/api/v1/meetings/{number}/days/{day}/omission" Needs(Right::Read) => api::v1::meetings::leave_out;
    POST   "/api/v1/meetings/{number}/days/{day}/opening" Needs(Right::Read) => api::v1::meetings::open;
    POST   "/api/v1/meetings/{number}/days/{day}/actions" Needs(Right::Read) => api::v1::meetings::act;
    POST   "/api/v1/meetings/{number}/days/{day}/postponements" Needs(Right::Read) => api::v1::meetings::postpone;
    POST   "/api/v1/meetings/{number}/days/{day}/closing" Needs(Right::Read) => api::v1::meetings::close;
    POST   "/api/v1/meetings/{number}/end"              Needs(Right::Read)   => api::v1::meetings::end;
    GET    "/api/v1/calendar"                           Known                => api::v1::calendar::show;
    POST   "/api/v1/calendar/address"                   Known                => api::v1::calendar::open;
    DELETE "/api/v1/calendar/address"                   Known                => api::v1::calendar::close;
    GET    "/api/v1/agenda"                             Needs(Right::Read)   => api::v1::four_by_four::show;
    GET    "/api/v1/actions"                            Needs(Right::Read)   => api::v1::actions::list;
    POST   "/api/v1/actions"                            Needs(Right::Shape)  => api::v1::actions::set;
    PUT    "/api/v1/actions/{number}/place"             Needs(Right::Read)   => api::v1::actions::place;
    POST   "/api/v1/actions/{number}/end"               Needs(Right::Read)   => api::v1::actions::end;
    GET    "/api/v1/promises"                           Needs(Right::Read)   => api::v1::promises::list;
    POST   "/api/v1/promises"                           Needs(Right::Ask)    => api::v1::promises::register;
    GET    "/api/v1/promises/{key}"                     Needs(Right::Read)   => api::v1::promises::show;
    POST   "/api/v1/promises/{key}/needs"               Needs(Right::State)  => api::v1::promises::require;
    POST   "/api/v1/promises/{key}/needs/end"           Needs(Right::State)  => api::v1::promises::unrequire;
    POST   "/api/v1/promises/{key}/stamps"              Needs(Right::Read)   => api::v1::promises::stamp;
    POST   "/api/v1/promises/{key}/publication"         Needs(Right::Read)   => api::v1::promises::publish;
    POST   "/api/v1/promises/{key}/decision"            Needs(Right::Shape)  => api::v1::promises::send;
    POST   "/api/v1/promises/{key}/outcome"             Needs(Right::Shape)  => api::v1::promises::conclude;
    POST   "/api/v1/promises/{key}/withdrawal"          Needs(Right::Read)   => api::v1::promises::withdraw;
    GET    "/api/v1/exports/promises"                   Needs(Right::Read)   => api::v1::promises::export;
    GET    "/api/v1/pilots"                             Needs(Right::Read)   => api::v1::pilots::list;
    POST   "/api/v1/pilots"                             Needs(Right::Shape)  => api::v1::pilots::set_up;
    GET    "/api/v1/pilots/{number}"                    Needs(Right::Read)   => api::v1::pilots::show;
    PUT    "/api/v1/pilots/{number}/plan"               Needs(Right::Shape)  => api::v1::pilots::revise;
    POST   "/api/v1/pilots/{number}/start"              Needs(Right::Shape)  => api::v1::pilots::start;
    POST   "/api/v1/pilots/{number}/counts"             Needs(Right::Shape)  => api::v1::pilots::read;
    POST   "/api/v1/pilots/{number}/decision"           Needs(Right::Shape)  => api::v1::pilots::send;
    POST   "/api/v1/pilots/{number}/end"                Needs(Right::Shape)  => api::v1::pilots::end;
    GET    "/api/v1/changes"                            Needs(Right::Read)   => api::v1::changes::list;
    POST   "/api/v1/changes"                            Needs(Right::Shape)  => api::v1::changes::propose;
    GET    "/api/v1/changes/ledger"                     Needs(Right::Read)   => api::v1::changes::ledger;
    GET    "/api/v1/changes/{number}"                   Needs(Right::Read)   => api::v1::changes::show;
    PUT    "/api/v1/changes/{number}/proposal"          Needs(Right::Shape)  => api::v1::changes::revise;
    POST   "/api/v1/changes/{number}/decision"          Needs(Right::Shape)  => api::v1::changes::send;
    POST   "/api/v1/changes/{number}/withdrawal"        Needs(Right::Shape)  => api::v1::changes::withdraw;
    GET    "/api/v1/trackers"                           Needs(Right::Read)   => api::v1::trackers::list;
    GET    "/api/v1/trackers/{key}/items"               Needs(Right::Read)   => api::v1::trackers::items;
    POST   "/api/v1/trackers/{key}/states"              Needs(Right::Shape)  => api::v1::trackers::explain;
    POST   "/api/v1/trackers/{key}/links"               Needs(Right::Shape)  => api::v1::trackers::relate;
    POST   "/api/v1/trackers/{key}/readings"            Needs(Right::Import) => api::v1::trackers::read_again;
    POST   "/api/v1/trackers/{key}/secret"              Needs(Right::Keep)   => api::v1::trackers::secret;
    POST   "/api/v1/trackers/{key}/hints"               Open                 => api::v1::trackers::hear;
    GET    "/api/v1/practices"                          Needs(Right::Read)   => api::v1::practices::list;
    POST   "/api/v1/practices"                          Needs(Right::Shape)  => api::v1::practices::record;
    GET    "/api/v1/practices/{number}"                 Needs(Right::Read)   => api::v1::practices::show;
    PUT    "/api/v1/practices/{number}"                 Needs(Right::Shape)  => api::v1::practices::reword;
    POST   "/api/v1/practices/{number}/reuses"          Needs(Right::Ask)    => api::v1::practices::reuse;
    POST   "/api/v1/practices/{number}/releases"        Needs(Right::Ask)    => api::v1::practices::release;
    POST   "/api/v1/practices/{number}/end"             Needs(Right::Shape)  => api::v1::practices::retire;
    GET    "/api/v1/monday"                             Needs(Right::Read)   => api::v1::monday::show;
    GET    "/api/v1/objectives"                         Needs(Right::Read)   => api::v1::objectives::list;
    POST   "/api/v1/objectives"                         Needs(Right::Shape)  => api::v1::objectives::set;
    GET    "/api/v1/objectives/{number}"                Needs(Right::Read)   => api::v1::objectives::show;
    PUT    "/api/v1/objectives/{number}"                Needs(Right::Shape)  => api::v1::objectives::revise;
    POST   "/api/v1/objectives/{number}/readings"       Needs(Right::Ask)    => api::v1::objectives::measure;
    POST   "/api/v1/objectives/{number}/serving"        Needs(Right::Ask)    => api::v1::objectives::serve;
    POST   "/api/v1/objectives/{number}/releases"       Needs(Right::Ask)    => api::v1::objectives::release;
    POST   "/api/v1/objectives/{number}/end"            Needs(Right::Shape)  => api::v1::objectives::end;
    GET    "/api/v1/matching"                           Needs(Right::Read)   => api::v1::matching::show;
    POST   "/api/v1/matching/runs"                      Needs(Right::Import) => api::v1::matching::take_on;
    POST   "/api/v1/matching/arrivals"                  Needs(Right::Import) => api::v1::matching::arrive;
    GET    "/api/v1/matching/people"                    Needs(Right::Read)   => api::v1::matching::people;
    GET    "/api/v1/matching/people/{id}"               Needs(Right::State)  => api::v1::matching::customer;
    GET    "/api/v1/matching/pair"                      Needs(Right::State)  => api::v1::matching::pair;
    GET    "/api/v1/matching/review"                    Needs(Right::State)  => api::v1::matching::review;
    GET    "/api/v1/matching/corrections"               Needs(Right::State)  => api::v1::matching::corrections;
    POST   "/api/v1/matching/corrections"               Needs(Right::State)  => api::v1::matching::correct;
    POST   "/api/v1/matching/corrections/end"           Needs(Right::State)  => api::v1::matching::take_back;
    GET    "/api/v1/messages"                           Known                => api::v1::actions::messages;
    GET    "/api/v1/imports"                            Needs(Right::Read)   => api::v1::imports::list;
    POST   "/api/v1/imports"                            Needs(Right::Import) => api::v1::imports::send;
    GET    "/api/v1/imports/{key}"                      Needs(Right::Read)   => api::v1::imports::show;
    GET    "/api/v1/people"                             Needs(Right::Read)   => api::v1::people::list;
    POST   "/api/v1/people"                             Needs(Right::Staff)  => api::v1::people::register;
    PUT    "/api/v1/people/{person}/password"           Known                => api::v1::people::set_password;
    POST   "/api/v1/people/{person}/tokens"             Known                => api::v1::people::make_token;
    GET    "/api/v1/verification"                       Needs(Right::Read)   => api::v1::store::verify;
    GET    "/api/v1/doctor"                             Needs(Right::Read)   => api::v1::store::doctor;
    POST   "/api/v1/backups"                            Needs(Right::Keep)   => api::v1::store::backup;
}

/// Everything that is served.
pub(crate) fn router(house: House) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let most = match route.path {
            path if path.ends_with("/imports") || path.ends_with("/arrivals") => FILE_MOST,
            path if path.ends_with("/hints") => app::HINT_MOST,
            _ => FORM_MOST,
        };
        let guarded = (route.handle)()
            .layer(DefaultBodyLimit::max(most))
            .layer(from_fn_with_state((house.clone(), route.access), gate));
        router = router.route(route.path, guarded);
    }
    let lost = any(pages::problem::lost).layer(from_fn_with_state((house.clone(), Open), gate));
    let set = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    router
        .fallback_service(lost.with_state(house.clone()))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(pages::problem::panicked))
        .layer(set(header::CACHE_CONTROL, "no-store"))
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::REFERRER_POLICY, "same-origin"))
        .layer(set(header::X_FRAME_OPTIONS, "DENY"))
        .layer(set(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ))
        .with_state(house)
}

/// Whether the page at a fixed path opens for whoever asks.
pub(crate) fn opens(session: &Session, path: &str) -> bool {
    let mut pages = ROUTES.iter().filter(|route| route.method == Method::GET && route.path == path);
    pages.any(|route| route.access.allows(session).is_ok())
}

/// The golden list: a line per route with what it takes to open it.
pub fn list() -> String {
    ROUTES
        .iter()
        .map(|route| format!("{:6} {:52} {}\n", route.method.as_str(), route.path, route.access.word()))
        .collect()
}
