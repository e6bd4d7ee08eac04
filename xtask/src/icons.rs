//! The home-screen icons, drawn from the one SVG.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{ColorU8, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// The rounded corners of the mark's ground, as the SVG spells them.
const ROUNDED: &str = r#"rx="112""#;

/// Between shades of an edge.
const SHADE_STEP: u8 = 64;

/// From this size on an icon is only ever drawn smaller than it is.
const DRAWN_SMALLER_PX: u32 = 512;

/// The PNG of the icon at `size_px`, with its own rounded corners.
pub(crate) fn png(svg: &str, size_px: u16) -> Result<Vec<u8>> {
    let tree = Tree::from_str(svg, &Options::default()).context("the icon is no valid SVG")?;
    let size = u32::from(size_px);
    let mut pixmap = Pixmap::new(size, size).context("an icon of no size")?;
    let scale = f32::from(size_px) / tree.size().width();
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    encode(&pixmap)
}

/// The same for launchers that cut the shape themselves: the ground fills the square.
pub(crate) fn maskable_png(svg: &str, size_px: u16) -> Result<Vec<u8>> {
    ensure!(
        svg.contains(ROUNDED),
        "the icon's ground has lost its {ROUNDED}"
    );
    png(&svg.replace(ROUNDED, r#"rx="0""#), size_px)
}

/// With a palette: a drawing in flat colours takes a third of what true colours take.
fn encode(pixmap: &Pixmap) -> Result<Vec<u8>> {
    let mut pixels: Vec<[u8; 4]> = pixmap
        .pixels()
        .iter()
        .map(|pixel| rgba(pixel.demultiply()))
        .collect();
    coarsen_edges(&mut pixels, pixmap.width());
    let mut places = BTreeMap::new();
    let (mut palette, mut alpha, mut indices) = (Vec::new(), Vec::new(), Vec::new());
    for [red, green, blue, opacity] in pixels {
        let next = places.len();
        let place = *places.entry([red, green, blue, opacity]).or_insert(next);
        indices.push(u8::try_from(place).context("the icon has more than 256 shades")?);
        if place == alpha.len() {
            palette.extend([red, green, blue]);
            alpha.push(opacity);
        }
    }
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_trns(alpha);
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices)?;
    writer.finish()?;
    Ok(file)
}

/// Where two colours meet, few shades between them do: nobody sees more, and they are most of the
/// file. An icon that launchers only ever draw smaller needs none: they make their own.
fn coarsen_edges(pixels: &mut [[u8; 4]], width: u32) {
    let mut often: BTreeMap<[u8; 4], u32> = BTreeMap::new();
    for pixel in pixels.iter() {
        *often.entry(*pixel).or_default() += 1;
    }
    let flat = often.iter().filter(|(_, times)| **times >= 2 * width);
    let flat: Vec<[u8; 4]> = flat.map(|(colour, _)| *colour).collect();
    for pixel in pixels {
        if often[pixel] < 2 * width {
            *pixel = if width < DRAWN_SMALLER_PX {
                pixel.map(|part| part / SHADE_STEP * SHADE_STEP + SHADE_STEP / 2)
            } else {
                nearest(*pixel, &flat)
            };
        }
    }
}

/// The one of these colours that looks most like it.
fn nearest(pixel: [u8; 4], colours: &[[u8; 4]]) -> [u8; 4] {
    let distance = |colour: &&[u8; 4]| {
        let parts = colour.iter().zip(pixel);
        parts
            .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2))
            .sum::<u32>()
    };
    colours
        .iter()
        .min_by_key(distance)
        .copied()
        .unwrap_or(pixel)
}

fn rgba(colour: ColorU8) -> [u8; 4] {
    [colour.red(), colour.green(), colour.blue(), colour.alpha()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOT: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
        <rect width="512" height="512" rx="112" fill="#0b5d4e"/></svg>"##;

    #[test]
    fn the_corner_is_clear_on_the_icon_and_filled_on_the_maskable_one() {
        let corner = |png: &[u8]| {
            rgba(
                Pixmap::decode_png(png)
                    .unwrap()
                    .pixel(0, 0)
                    .unwrap()
                    .demultiply(),
            )
        };

        assert_eq!(corner(&png(DOT, 192).unwrap()), [0, 0, 0, 0]);
        assert_eq!(
            corner(&maskable_png(DOT, 192).unwrap()),
            [0x0b, 0x5d, 0x4e, 255]
        );
    }

    #[test]
    fn an_icon_has_the_size_that_the_manifest_names() {
        let icon = Pixmap::decode_png(&png(DOT, 512).unwrap()).unwrap();

        assert_eq!((icon.width(), icon.height()), (512, 512));
    }
}
