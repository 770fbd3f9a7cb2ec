//! Short names between a program and its bindings. wasm-bindgen's end in hashes, which no compression makes
//! smaller: they are a fortieth of what a browser loads.

/// Gives what the bindings offer a name of one or two letters, in the program and in the bindings. What is not
/// found there exactly once, as the key of an object, keeps its name.
pub(crate) fn shorten<'a>(names: impl Iterator<Item = &'a mut String>, js: &mut String) {
    let mut count = 0;
    for name in names {
        if let Some(place) = key(js, name) {
            let short = letters(count);
            count += 1;
            js.replace_range(place..place + name.len(), &short);
            *name = short;
        }
    }
}

/// Where a name stands as a whole with a colon behind it, if there is one such place.
fn key(js: &str, name: &str) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.');
    let places = js.match_indices(name).map(|(place, _)| place);
    let mut places = places.filter(|place| {
        let is_whole = !js[..*place].ends_with(is_part);
        is_whole && js[place + name.len()..].starts_with(':')
    });
    let place = places.next()?;
    places.next().is_none().then_some(place)
}

/// `a` to `z`, `aa` to `zz`, and so on.
fn letters(mut number: usize) -> String {
    let mut letters = vec![];
    loop {
        letters.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]));
        match (number / 26).checked_sub(1) {
            Some(rest) => number = rest,
            None => return letters.into_iter().rev().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_another_one_in_the_program_and_in_the_bindings() {
        let mut names = ["__wbg_now_1f", "__wbg_now_1f2", "nowhere", "twice"].map(str::to_owned);
        let js = "const imports = {__wbg_now_1f2: now, __wbg_now_1f: function() {},\ntwice: 1};\n({twice: 2})";
        let mut js = js.to_owned();
        shorten(names.iter_mut(), &mut js);
        assert_eq!(names, ["a", "b", "nowhere", "twice"]);
        assert_eq!(
            js,
            "const imports = {b: now, a: function() {},\ntwice: 1};\n({twice: 2})"
        );
    }

    #[test]
    fn no_two_names_are_alike() {
        let names = [0, 25, 26, 51, 52, 701, 702].map(letters);
        assert_eq!(names, ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
