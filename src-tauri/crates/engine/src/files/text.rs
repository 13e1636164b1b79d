//! What spreadsheet apps and editors write as text: UTF-8 with or without its mark, and UTF-16 with it.

/// The text in `bytes`; none if it is no such text.
pub(super) fn decode(bytes: Vec<u8>) -> Option<String> {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes).ok(),
    }
    // Text has none; a picture or a spreadsheet file has.
    .filter(|text| !text.contains('\0'))
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let units = pairs.filter_map(|pair| pair.try_into().ok().map(unit));
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_texts_that_programs_write_are_read_and_nothing_else_is() {
        let text = "identifier;größe\r\n";
        let le = [0xFF, 0xFE]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes));
        let be = [0xFE, 0xFF]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_be_bytes));
        let marked = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes());
        for bytes in [
            text.into(),
            le.collect(),
            be.collect(),
            marked.collect::<Vec<u8>>(),
        ] {
            assert_eq!(decode(bytes).as_deref(), Some(text));
        }
        // Latin-1, half a character, a spreadsheet file.
        for bytes in [
            b"gr\xF6\xDFe".to_vec(),
            vec![0xFF, 0xFE, 0x41],
            b"PK\x03\x04\0".to_vec(),
        ] {
            assert_eq!(decode(bytes), None);
        }
    }
}
