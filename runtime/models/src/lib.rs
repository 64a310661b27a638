//! Mirror models.
