//! Numbers that tell people apart: the personal number and the telephone.
//!
//! Both are text: a leading zero is a digit like any other, and spreadsheets lose it.

pub mod national_id;
pub mod phone;
