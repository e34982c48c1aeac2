// SPDX-License-Identifier: Apache-2.0
//! Transformations of the plane a page is drawn on.

/// A transformation of the plane: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    /// The plane as it is.
    pub(super) const UNIT: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The page turned clockwise by so many degrees.
    pub(super) fn turned(degrees: i32) -> Self {
        match degrees.rem_euclid(360) {
            90 => Self([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
            180 => Self([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
            270 => Self([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
            _ => Self::UNIT,
        }
    }

    /// The six numbers as a file writes them.
    pub(super) fn of(numbers: &[f64]) -> Option<Self> {
        Some(Self(numbers.try_into().ok()?))
    }

    /// First `self`, then `after`.
    pub(super) fn then(self, after: Self) -> Self {
        let Self([a, b, c, d, e, f]) = self;
        let ((p, q), (r, s)) = (after.turn(a, b), after.turn(c, d));
        let (t, u) = after.apply(e, f);
        Self([p, q, r, s, t, u])
    }

    /// Where a step leads.
    pub(super) fn turn(self, x: f64, y: f64) -> (f64, f64) {
        let Self([a, b, c, d, ..]) = self;
        (a * x + c * y, b * x + d * y)
    }

    /// Where a point lies.
    pub(super) fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let Self([.., e, f]) = self;
        let (u, v) = self.turn(x, y);
        (u + e, v + f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_after_the_other() {
        let scale = Matrix([2.0, 0.0, 0.0, 3.0, 1.0, 1.0]);
        let step = Matrix([1.0, 0.0, 0.0, 1.0, 10.0, 20.0]);
        assert_eq!(step.then(scale).apply(1.0, 1.0), (23.0, 64.0));
        assert_eq!(scale.then(step).apply(1.0, 1.0), (13.0, 24.0));
        assert_eq!(Matrix::turned(90).apply(3.0, 4.0), (4.0, -3.0));
        assert_eq!(Matrix::turned(-90).apply(3.0, 4.0), (-4.0, 3.0));
        assert!(Matrix::of(&[1.0; 5]).is_none());
    }
}
