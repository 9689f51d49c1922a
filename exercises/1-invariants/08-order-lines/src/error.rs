// Given: what an order answers when it refuses. The kata is about `lib.rs`; nothing here needs to change.

use thiserror::Error;

use crate::line::ProductId;

/// Why an order refused a new line. A refused call has changed nothing (INV-5).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddLineError {
    /// The order has a line for this product (INV-1).
    #[error("{product} is in the order already")]
    DuplicateProduct {
        /// The product that was to be added.
        product: ProductId,
    },
    /// The order has as many lines as it can have (INV-2).
    #[error("an order has at most {maximum} lines")]
    TooManyLines {
        /// As many as it can have.
        maximum: usize,
    },
    /// The new total would be more than [`Money::MAX`](crate::Money::MAX) (INV-4).
    #[error("the total would be too large")]
    TotalTooLarge,
}

/// Why an order refused another quantity. A refused call has changed nothing (INV-5).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChangeQuantityError {
    /// The order has no line for this product.
    #[error("{product} is not in the order")]
    UnknownProduct {
        /// The product that was asked for.
        product: ProductId,
    },
    /// The new total would be more than [`Money::MAX`](crate::Money::MAX) (INV-4).
    #[error("the total would be too large")]
    TotalTooLarge,
}

/// Why an order kept a line. A refused call has changed nothing (INV-5).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RemoveLineError {
    /// The order has no line for this product.
    #[error("{product} is not in the order")]
    UnknownProduct {
        /// The product that was asked for.
        product: ProductId,
    },
    /// The order is placed and has no other line (INV-3).
    #[error("a placed order keeps its last line")]
    LastLine,
}

/// Why an order was not placed. A refused call has changed nothing (INV-5).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlaceError {
    /// The order has no lines (INV-3).
    #[error("an order without lines can't be placed")]
    NoLines,
    /// The order was placed before.
    #[error("the order is placed already")]
    AlreadyPlaced,
}
