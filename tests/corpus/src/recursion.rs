//! Types that hold themselves, directly and by way of others.

use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    Leaf,
    Node {
        left: Box<Tree>,
        value: i64,
        right: Box<Tree>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    pub statements: Vec<Statement>,
    pub chain: Option<Box<Link>>,
    pub modules: BTreeMap<String, Program>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    Let { name: String, value: Expression },
    Print(Expression),
    Block(Vec<Statement>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    Number(i64),
    Sum(Box<Expression>, Box<Expression>),
    Run(Box<Statement>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub value: i64,
    pub next: Option<Box<Link>>,
}
