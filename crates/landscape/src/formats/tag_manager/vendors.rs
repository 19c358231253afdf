//! Whose tag it is, by the code of its type.

/// What a built-in tag brings to a page.
#[derive(Debug)]
pub(super) struct Product {
    /// Codes of the types.
    codes: &'static [&'static str],
    /// The product, and who sells it.
    pub(super) name: &'static str,
    pub(super) vendor: &'static str,
    /// Hosts its tags are known to call; empty where we know none.
    pub(super) hosts: &'static [&'static str],
}

const fn product(
    codes: &'static [&'static str],
    name: &'static str,
    vendor: &'static str,
    hosts: &'static [&'static str],
) -> Product {
    Product { codes, name, vendor, hosts }
}

/// The products behind the built-in tags of web containers.
static PRODUCTS: &[Product] = &[
    product(
        &["gaawc", "gaawe", "ua", "ga", "gct", "sgtmgaaw"],
        "Google Analytics",
        "Google",
        &["www.google-analytics.com", "www.googletagmanager.com"],
    ),
    product(&["googtag"], "Google tag", "Google", &["www.googletagmanager.com"]),
    product(
        &["awct", "awud", "awcc", "awec", "sp", "gclidw", "sgtmadsct", "sgtmadsremarket"],
        "Google Ads",
        "Google",
        &["www.googleadservices.com", "googleads.g.doubleclick.net"],
    ),
    product(&["flc", "fls"], "Google Floodlight", "Google", &["ad.doubleclick.net", "fls.doubleclick.net"]),
    product(&["gcs"], "Google Surveys", "Google", &[]),
    product(&["opt"], "Google Optimize", "Google", &["www.googleoptimize.com"]),
    product(&["bzi"], "LinkedIn Insight", "LinkedIn", &["snap.licdn.com", "px.ads.linkedin.com"]),
    product(&["hjtc"], "Hotjar", "Hotjar", &["static.hotjar.com"]),
    product(&["baut"], "Microsoft Advertising", "Microsoft", &["bat.bing.com"]),
    product(&["twitter_website_tag"], "X Ads", "X", &["static.ads-twitter.com", "analytics.twitter.com"]),
    product(&["pntr"], "Pinterest tag", "Pinterest", &["s.pinimg.com", "ct.pinterest.com"]),
    product(&["qpx"], "Quora pixel", "Quora", &["a.quora.com", "q.quora.com"]),
    product(&["crto"], "Criteo OneTag", "Criteo", &["static.criteo.net", "sslwidget.criteo.com"]),
    product(&["cegg"], "Crazy Egg", "Crazy Egg", &["script.crazyegg.com"]),
    product(&["csm"], "comScore", "comScore", &["sb.scorecardresearch.com"]),
    product(&["qcm"], "Quantcast Measure", "Quantcast", &["secure.quantserve.com"]),
    product(&["mf"], "Mouseflow", "Mouseflow", &["cdn.mouseflow.com"]),
    product(&["asp"], "AdRoll", "AdRoll", &["s.adroll.com"]),
    product(&["abtGeneric"], "AB Tasty", "AB Tasty", &["try.abtasty.com"]),
    product(&["awc", "awj"], "Awin", "Awin", &["www.dwin1.com"]),
    product(&["cts"], "ClickTale", "Contentsquare", &[]),
    product(&["tdlc", "tdsc"], "Tradedoubler", "Tradedoubler", &["tbl.tradedoubler.com"]),
    product(&["yieldify"], "Yieldify", "Yieldify", &["td.yieldify.com"]),
    product(&["svw"], "Survicate", "Survicate", &["survey.survicate.com"]),
    product(&["shareaholic"], "Shareaholic", "Shareaholic", &[]),
    product(&["scjs", "scp"], "SaleCycle", "SaleCycle", &[]),
    product(&["ndcr"], "Nielsen DCR", "Nielsen", &[]),
    product(&["uslt", "uspt"], "Upsellit", "Upsellit", &["www.upsellit.com"]),
    product(&["xpsh"], "Xtremepush", "Xtremepush", &[]),
    product(&["ljs"], "Lytics", "Lytics", &[]),
    product(&["infinity"], "Infinity call tracking", "Infinity", &[]),
    product(&["okt"], "Oktopost", "Oktopost", &[]),
    product(&["dstag"], "Dstillery", "Dstillery", &[]),
    product(&["vei", "veip"], "Ve Interactive", "Ve Interactive", &[]),
    product(&["mpm", "mpr"], "Mediaplex", "Mediaplex", &[]),
    product(&["tc", "tdc"], "Amobee", "Amobee", &[]),
    product(&["k50Init"], "K50", "K50", &[]),
];

/// Types that call nobody: listeners, groups, and what only works inside the container.
const INSIDE: &[&str] = &["cl", "fsl", "lcl", "sdl", "evl", "tl", "hl", "jel", "ytl", "tg", "zone", "paused", "cra"];

/// The product behind a built-in type.
pub(super) fn of(code: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.codes.contains(&code))
}

/// Whether a type calls nobody.
pub(super) fn stays_inside(code: &str) -> bool {
    INSIDE.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_means_one_product() {
        let codes: Vec<&str> = PRODUCTS.iter().flat_map(|product| product.codes).copied().collect();
        for code in &codes {
            assert_eq!(codes.iter().filter(|other| *other == code).count(), 1, "{code}");
            assert!(!stays_inside(code), "{code}");
        }
    }
}
