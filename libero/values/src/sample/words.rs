//! What stands in fields of common names.

use super::random::Random;

const FIRST: [&str; 8] = [
    "Ada", "Grace", "Alan", "Edsger", "Barbara", "Joe", "Radia", "Ken",
];
const LAST: [&str; 8] = [
    "Lovelace",
    "Hopper",
    "Turing",
    "Dijkstra",
    "Liskov",
    "Armstrong",
    "Perlman",
    "Thompson",
];
const TITLES: [&str; 8] = [
    "Write the release notes",
    "Water the plants",
    "Review the design",
    "Call the printer",
    "Plan the workshop",
    "Fix the leaking tap",
    "Send the invoice",
    "Book the train",
];
const SENTENCES: [&str; 6] = [
    "It was tried on two machines and held.",
    "Nothing else depends on it.",
    "The second half is still open.",
    "See the notes of last week.",
    "This can wait until Monday.",
    "Everyone agreed in the end.",
];
const PLAIN: [&str; 10] = [
    "amber", "birch", "cedar", "delta", "ember", "fern", "grove", "harbour", "iris", "juniper",
];
const CITIES: [&str; 6] = ["Lisbon", "Oslo", "Nairobi", "Kyoto", "Quito", "Halifax"];
const COUNTRIES: [&str; 6] = ["Portugal", "Norway", "Kenya", "Japan", "Ecuador", "Canada"];
const COLOURS: [&str; 6] = [
    "#1d4ed8", "#15803d", "#b91c1c", "#a16207", "#7e22ce", "#0f766e",
];

/// Whether one of a name's words is among some.
fn says(name: &str, words: &[&str]) -> bool {
    let mut parts = name.split(|letter: char| !letter.is_alphanumeric());
    parts.any(|part| {
        let singular = part.strip_suffix('s').unwrap_or(part);
        words.contains(&part) || words.contains(&singular)
    })
}

/// `firstName` as `first_name`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// Text for a field of a name, which is in snake case.
pub(super) fn text(name: &str, random: &mut Random) -> String {
    let one = |words: &[&str], random: &mut Random| (*random.pick(words)).to_owned();
    let word = |random: &mut Random| one(&PLAIN, random);
    if says(name, &["email", "mail"]) {
        return format!("{}@example.org", one(&FIRST, random).to_lowercase());
    }
    if says(
        name,
        &[
            "url", "uri", "link", "href", "website", "homepage", "avatar", "image",
        ],
    ) {
        return format!("https://example.org/{}", word(random));
    }
    if says(
        name,
        &[
            "id", "uuid", "key", "token", "hash", "secret", "etag", "cursor",
        ],
    ) {
        return format!("{}-{:06x}", word(random), random.below(1 << 24));
    }
    if says(name, &["first"]) {
        return one(&FIRST, random);
    }
    if says(name, &["last", "surname", "family"]) {
        return one(&LAST, random);
    }
    if says(
        name,
        &["user", "username", "login", "handle", "nick", "nickname"],
    ) {
        return one(&FIRST, random).to_lowercase();
    }
    if says(name, &["title", "subject", "headline", "task", "summary"]) {
        return one(&TITLES, random);
    }
    if says(name, &["file"]) {
        return format!("{}.txt", word(random));
    }
    if says(
        name,
        &[
            "name", "author", "owner", "assignee", "person", "by", "who", "creator", "sender",
        ],
    ) {
        return format!("{} {}", one(&FIRST, random), one(&LAST, random));
    }
    if says(
        name,
        &[
            "description",
            "text",
            "body",
            "note",
            "comment",
            "message",
            "content",
            "bio",
            "reason",
            "detail",
            "about",
        ],
    ) {
        return one(&SENTENCES, random);
    }
    if says(name, &["city", "town", "place", "location"]) {
        return one(&CITIES, random);
    }
    if says(name, &["country"]) {
        return one(&COUNTRIES, random);
    }
    if says(name, &["street", "address"]) {
        return format!("{} {} Street", 1 + random.below(99), capital(&word(random)));
    }
    if says(name, &["phone", "mobile", "fax"]) {
        return format!("+1-555-01{:02}", random.below(100));
    }
    if says(name, &["colour", "color"]) {
        return one(&COLOURS, random);
    }
    if says(name, &["lang", "language", "locale"]) {
        return one(&["en", "de", "fr", "pt"], random);
    }
    if says(name, &["currency"]) {
        return one(&["EUR", "USD", "JPY"], random);
    }
    if says(name, &["path", "file", "filename"]) {
        return format!("{}/{}.txt", word(random), word(random));
    }
    if says(name, &["media", "mime"]) {
        return one(&["text/plain", "image/png", "application/pdf"], random);
    }
    if says(name, &["version"]) {
        return format!("{}.{}.0", 1 + random.below(3), random.below(10));
    }
    word(random)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// An integer for a field of a name, before it is brought into the range of the field.
pub(super) fn integer(name: &str, random: &mut Random) -> u64 {
    if says(name, &["year"]) {
        return 2020 + random.below(7);
    }
    if says(name, &["month"]) {
        return 1 + random.below(12);
    }
    if says(name, &["day"]) {
        return 1 + random.below(28);
    }
    if says(name, &["age"]) {
        return 18 + random.below(60);
    }
    if says(name, &["port"]) {
        return 8000 + random.below(1000);
    }
    if says(name, &["percent", "progress", "score"]) {
        return random.below(101);
    }
    if says(
        name,
        &[
            "at",
            "timestamp",
            "time",
            "since",
            "until",
            "created",
            "updated",
            "expires",
        ],
    ) {
        return 1_767_225_600 + random.below(31_536_000);
    }
    if says(name, &["price", "amount", "cents", "cost", "bytes", "size"]) {
        return 100 + random.below(99_900);
    }
    if says(
        name,
        &[
            "count", "position", "index", "level", "priority", "page", "retries",
        ],
    ) {
        return random.below(12);
    }
    // How many: `comments`, `total`.
    if name.ends_with('s') || says(name, &["total", "number"]) {
        return random.below(12);
    }
    1 + random.below(999)
}

/// Year, month and day, where a name is that of a day.
pub(super) fn date(name: &str, random: &mut Random) -> Option<[u64; 3]> {
    let is_day = says(name, &["date", "due", "day", "birthday", "deadline", "on"]);
    is_day.then(|| [2026, 1 + random.below(12), 1 + random.below(28)])
}

/// A float for a field of a name, with at most four places.
pub(super) fn float(name: &str, random: &mut Random) -> f64 {
    let places = |low: i32, high: i32, random: &mut Random| {
        let span = u64::from((high - low).unsigned_abs()) * 10_000;
        let drawn = u32::try_from(random.below(span)).unwrap_or_default();
        f64::from(low) + (f64::from(drawn) / 100.0).round() / 100.0
    };
    if says(name, &["latitude", "lat"]) {
        return places(-60, 60, random);
    }
    if says(name, &["longitude", "lon", "lng"]) {
        return places(-180, 180, random);
    }
    if says(
        name,
        &[
            "ratio",
            "probability",
            "confidence",
            "opacity",
            "alpha",
            "fraction",
        ],
    ) {
        return places(0, 1, random);
    }
    places(1, 100, random)
}
