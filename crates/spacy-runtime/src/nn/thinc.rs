//! The file that thinc's `Model.to_bytes` writes: msgpack with one entry a node of the model's walk.
//!
//! Nothing is allocated by what a header claims: arrays stay slices of the file until their shape and their
//! length in bytes have been seen to agree with each other and with what the caller expects.

use super::NnError;
use rmpv::ValueRef;
use std::io::Cursor;

/// One node of the walk.
pub(crate) struct Node<'a> {
    /// Its number in the walk (breadth first).
    pub index: usize,
    /// thinc's name: the layer's, or the layers' joined by `>>` and `|`.
    pub name: &'a str,
    refs: Vec<(&'a str, u64)>,
    attrs: Vec<(&'a str, &'a [u8])>,
    params: Vec<(&'a str, Array<'a>)>,
}

/// A parameter as it stands in the file.
struct Array<'a> {
    shape: Vec<usize>,
    data: &'a [u8],
}

/// All nodes of one `model` file.
pub(crate) struct ThincModel<'a> {
    file: String,
    /// In walk order.
    pub nodes: Vec<Node<'a>>,
}

impl<'a> ThincModel<'a> {
    /// Reads the structure. `file` is only named in errors.
    pub(crate) fn parse(file: &str, bytes: &'a [u8]) -> Result<ThincModel<'a>, NnError> {
        let mut cursor = Cursor::new(bytes);
        let root = rmpv::decode::read_value_ref(&mut cursor);
        let offset = cursor.position() as usize;
        let malformed = |problem: String| NnError::Malformed { file: file.to_owned(), offset, problem };
        let root = root.map_err(|error| malformed(format!("not msgpack: {error}")))?;
        let list = |key: &str| match lookup(&root, key) {
            Some(ValueRef::Array(items)) => Ok(items),
            _ => Err(malformed(format!("no list `{key}`"))),
        };
        let (heads, attrs, params) = (list("nodes")?, list("attrs")?, list("params")?);
        if attrs.len() != heads.len() || params.len() != heads.len() {
            return Err(malformed(format!(
                "{} nodes but {} attrs and {} params",
                heads.len(),
                attrs.len(),
                params.len()
            )));
        }
        let mut nodes = Vec::with_capacity(heads.len());
        for (index, ((head, attrs), params)) in heads.iter().zip(attrs).zip(params).enumerate() {
            let name = lookup(head, "name")
                .and_then(text)
                .ok_or_else(|| malformed(format!("node {index} has no name")))?;
            let refs = entries(lookup(head, "refs"))
                .filter_map(|(key, value)| Some((text(key)?, value.as_u64()?)))
                .collect();
            let attrs = entries(Some(attrs))
                .filter_map(|(key, value)| Some((text(key)?, bytes_of(value)?)))
                .collect();
            let mut arrays = Vec::new();
            for (key, value) in entries(Some(params)) {
                let key = text(key)
                    .ok_or_else(|| malformed(format!("node {index} ({name}): a parameter without a name")))?;
                if !matches!(value, ValueRef::Nil) {
                    let array = read_array(value).map_err(|problem| NnError::Param {
                        file: file.to_owned(),
                        node: index,
                        name: name.to_owned(),
                        param: key.to_owned(),
                        problem,
                    })?;
                    arrays.push((key, array));
                }
            }
            nodes.push(Node { index, name, refs, attrs, params: arrays });
        }
        Ok(ThincModel { file: file.to_owned(), nodes })
    }

    /// The nodes of this name, in walk order.
    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = &Node<'a>> {
        self.nodes.iter().filter(move |node| node.name == name)
    }

    /// The `n`-th node of this name.
    pub(crate) fn nth(&self, name: &str, n: usize) -> Result<&Node<'a>, NnError> {
        self.named(name).nth(n).ok_or_else(|| NnError::Malformed {
            file: self.file.clone(),
            offset: 0,
            problem: format!("the model has no node `{name}` number {n}"),
        })
    }

    /// The node that the root refers to by this name.
    pub(crate) fn referred(&self, reference: &str) -> Result<&Node<'a>, NnError> {
        let root = self.nodes.first().and_then(|root| root.refs.iter().find(|(key, _)| *key == reference));
        root.and_then(|(_, index)| self.nodes.get(usize::try_from(*index).ok()?)).ok_or_else(|| {
            NnError::Malformed {
                file: self.file.clone(),
                offset: 0,
                problem: format!("the model's first node has no reference `{reference}`"),
            }
        })
    }

    /// A parameter's numbers in C order, if the shape is `shape` and every number is finite.
    pub(crate) fn param(&self, node: &Node<'a>, param: &str, shape: &[usize]) -> Result<Vec<f32>, NnError> {
        let wrong = |problem: String| NnError::Param {
            file: self.file.clone(),
            node: node.index,
            name: node.name.to_owned(),
            param: param.to_owned(),
            problem,
        };
        let array = node
            .params
            .iter()
            .find(|(key, _)| *key == param)
            .map(|(_, array)| array)
            .ok_or_else(|| wrong("is missing".into()))?;
        if array.shape != shape {
            return Err(wrong(format!("has shape {:?}, not {shape:?}", array.shape)));
        }
        let numbers: Vec<f32> =
            array.data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        match numbers.iter().position(|number| !number.is_finite()) {
            Some(place) => Err(wrong(format!("number {place} is not finite"))),
            None => Ok(numbers),
        }
    }
}

impl<'a> Node<'a> {
    /// An attribute, decoded from the msgpack that thinc keeps it in.
    pub(crate) fn attr(&self, name: &str) -> Option<ValueRef<'a>> {
        let (_, mut bytes) = *self.attrs.iter().find(|(key, _)| *key == name)?;
        rmpv::decode::read_value_ref(&mut bytes).ok()
    }
}

/// `msgpack-numpy`'s form of an array: a map with `nd`, `type`, `shape`, `data`.
fn read_array<'a>(value: &ValueRef<'a>) -> Result<Array<'a>, String> {
    match lookup(value, "nd") {
        Some(ValueRef::Boolean(true)) => {}
        _ => return Err("is not an array".into()),
    }
    match lookup(value, "type").and_then(text) {
        Some("<f4") => {}
        Some(other) => return Err(format!("holds `{other}`, not little-endian 32-bit floats")),
        None => return Err("does not say what it holds".into()),
    }
    let Some(ValueRef::Array(dims)) = lookup(value, "shape") else { return Err("has no shape".into()) };
    let shape: Option<Vec<usize>> = dims.iter().map(|dim| usize::try_from(dim.as_u64()?).ok()).collect();
    let shape = shape.ok_or("has a shape that is not of whole numbers")?;
    let data = lookup(value, "data").and_then(bytes_of).ok_or("has no data")?;
    let claimed = shape.iter().try_fold(4usize, |size, dim| size.checked_mul(*dim));
    if claimed != Some(data.len()) {
        return Err(format!("has {} bytes for shape {shape:?}", data.len()));
    }
    Ok(Array { shape, data })
}

fn entries<'v, 'a>(
    value: Option<&'v ValueRef<'a>>,
) -> impl Iterator<Item = &'v (ValueRef<'a>, ValueRef<'a>)> {
    match value {
        Some(ValueRef::Map(pairs)) => pairs.iter(),
        _ => [].iter(),
    }
}

fn lookup<'v, 'a>(map: &'v ValueRef<'a>, key: &str) -> Option<&'v ValueRef<'a>> {
    entries(Some(map)).find(|(name, _)| bytes_of(name) == Some(key.as_bytes())).map(|(_, value)| value)
}

/// Keys are strings in some places and raw bytes in others, as `msgpack-numpy` writes them.
fn bytes_of<'a>(value: &ValueRef<'a>) -> Option<&'a [u8]> {
    match value {
        ValueRef::String(string) => string.into_str().map(str::as_bytes),
        ValueRef::Binary(bytes) => Some(bytes),
        _ => None,
    }
}

fn text<'a>(value: &ValueRef<'a>) -> Option<&'a str> {
    std::str::from_utf8(bytes_of(value)?).ok()
}
