//! What can be wrong with a model's weights or config.

/// Why networks could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NnError {
    /// The config asks for something that this runtime does not do.
    #[error("component `{component}`: {what} is not supported")]
    Unsupported {
        /// The component's name in the pipeline.
        component: String,
        /// The architecture, factory or setting.
        what: String,
    },
    /// The config lacks a value, or it is of another kind.
    #[error("config `{path}`: {problem}")]
    Config {
        /// Sections and key, joined by dots.
        path: String,
        /// What is wrong.
        problem: String,
    },
    /// A file of the model is not there.
    #[error("component `{component}`: file `{file}` is missing")]
    MissingFile {
        /// The component's name in the pipeline.
        component: String,
        /// Path inside the model folder.
        file: String,
    },
    /// A file does not hold what it should.
    #[error("file `{file}`: {problem} (at byte {offset})")]
    Malformed {
        /// Path inside the model folder.
        file: String,
        /// Where reading stopped.
        offset: usize,
        /// What is wrong.
        problem: String,
    },
    /// A parameter is missing, of another shape than the config says, or not finite.
    #[error("file `{file}`: node {node} ({name}), parameter `{param}`: {problem}")]
    Param {
        /// Path inside the model folder.
        file: String,
        /// The node's number in the walk of the model.
        node: usize,
        /// The node's name.
        name: String,
        /// The parameter.
        param: String,
        /// What is wrong.
        problem: String,
    },
}
