//! Cuts a stream that arrives in pieces of any size into its lines.

/// Holds the bytes of a line that has not ended yet.
#[derive(Debug, Default)]
pub(crate) struct LineBuffer {
    rest: Vec<u8>,
}

impl LineBuffer {
    /// Takes a piece of the stream, gives the lines it completed; empty lines are left out.
    pub(crate) fn take(&mut self, piece: &[u8]) -> Vec<String> {
        self.rest.extend_from_slice(piece);
        let Some(last_break) = self.rest.iter().rposition(|byte| *byte == b'\n') else {
            return Vec::new();
        };
        let unfinished = self.rest.split_off(last_break + 1);
        let complete = std::mem::replace(&mut self.rest, unfinished);
        complete
            .split(|byte| *byte == b'\n')
            .filter_map(line)
            .collect()
    }

    /// The last line, when the stream ended without a line break.
    pub(crate) fn finish(self) -> Option<String> {
        line(&self.rest)
    }
}

fn line(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_however_the_network_cuts_them() {
        let stream = "{\"xã\":1}\n\n{\"xã\":2}\r\n{\"xã\":3}".as_bytes();
        for size in 1..stream.len() {
            let mut buffer = LineBuffer::default();
            let mut lines: Vec<String> = stream
                .chunks(size)
                .flat_map(|piece| buffer.take(piece))
                .collect();
            lines.extend(buffer.finish());
            assert_eq!(
                lines,
                ["{\"xã\":1}", "{\"xã\":2}", "{\"xã\":3}"],
                "pieces of {size}"
            );
        }
    }
}
