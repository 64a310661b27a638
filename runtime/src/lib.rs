//! Mirror runtime.
