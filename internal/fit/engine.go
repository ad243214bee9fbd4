package fit

// Engine is the version of how points are given and pairs chosen. It is raised by one with every change that lets the same pool, rules
// and marks give other points, other pairs or another cause: a run that was stored by an older engine is then said to be so, instead of
// being said to be wrong. TestEngine finds a change that forgot to.
const Engine = 1

// RulesFormat is the version of what the fields of Rules mean.
const RulesFormat = 1
