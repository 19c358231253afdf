//! The two pens' lines: what marketing says comes in, and what IT says goes out under four headings.

use super::{NoFigure, Timing, npv, number, sane};

/// A case's lines, one amount per period, period 0 first; lines may differ in length, what is missing is nothing.
///
/// Unit: euros, all written as positive amounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// What comes in: marketing's pen.
    pub benefit: Vec<f64>,
    /// Purchase: licences, machines.
    pub purchase: Vec<f64>,
    /// Deployment: set-up, training, change.
    pub deployment: Vec<f64>,
    /// Integration: joining it to what there is.
    pub integration: Vec<f64>,
    /// Operation: running it.
    pub operation: Vec<f64>,
}

/// The headings a cost uplift bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uplift {
    /// Purchase, deployment and integration: what it takes to get there.
    Investment,
    /// All four headings.
    AllCosts,
}

/// The figures of a case that follow from its lines and one rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratios {
    /// Present value of what comes in.
    pub benefits: f64,
    /// Present value of what goes out, as a positive amount.
    pub costs: f64,
    /// Benefit-cost ratio: one over the other.
    pub benefit_cost: f64,
    /// Return on investment, undiscounted: (benefits − costs)/costs, a share.
    pub roi: f64,
    /// Profitability index: net present value over the present value of purchase, deployment and integration.
    pub profitability: f64,
}

impl Lines {
    /// Gives the number of periods, the start included.
    pub fn periods(&self) -> usize {
        [&self.benefit, &self.purchase, &self.deployment, &self.integration, &self.operation]
            .iter()
            .map(|line| line.len())
            .max()
            .unwrap_or(0)
    }

    /// Gives the net flow of each period: benefits less all four headings.
    pub fn net(&self) -> Vec<f64> {
        let (benefits, costs) = (self.padded(&self.benefit), self.costs());
        benefits.iter().zip(&costs).map(|(benefit, cost)| benefit - cost).collect()
    }

    /// Gives the costs of each period, all four headings.
    pub fn costs(&self) -> Vec<f64> {
        let operation = self.padded(&self.operation);
        self.investment().iter().zip(&operation).map(|(once, running)| once + running).collect()
    }

    /// Gives purchase, deployment and integration of each period.
    pub fn investment(&self) -> Vec<f64> {
        let at = |line: &[f64], period: usize| line.get(period).copied().unwrap_or(0.0);
        (0..self.periods())
            .map(|period| at(&self.purchase, period) + at(&self.deployment, period) + at(&self.integration, period))
            .collect()
    }

    fn padded(&self, line: &[f64]) -> Vec<f64> {
        (0..self.periods()).map(|period| line.get(period).copied().unwrap_or(0.0)).collect()
    }

    /// Works out the ratios.
    ///
    /// Unit: `rate` a share per period. Errors: [`NoFigure`]; nothing to divide by when there are no costs, or no investment.
    /// Oracle: tests/money/oracles/planning.csv (two pens).
    pub fn ratios(&self, rate: f64, timing: Timing) -> Result<Ratios, NoFigure> {
        let (benefit, cost, once) = (self.padded(&self.benefit), self.costs(), self.investment());
        let (benefits, costs) = (npv(rate, &benefit, timing)?, npv(rate, &cost, timing)?);
        let invested = npv(rate, &once, timing)?;
        let (came, went) = (benefit.iter().sum::<f64>(), cost.iter().sum::<f64>());
        if [costs, went, invested].iter().any(|under| *under <= 0.0) {
            return Err(NoFigure::NothingToDivideBy);
        }
        Ok(Ratios {
            benefits,
            costs,
            benefit_cost: number(benefits / costs)?,
            roi: number((came - went) / went)?,
            profitability: number((benefits - costs) / invested)?,
        })
    }

    /// Gives the net present value when costs turn out higher by a share: 0.54 is 54 % more.
    ///
    /// Errors: [`NoFigure`]. Oracle: tests/money/oracles/planning.csv.
    pub fn npv_with_uplift(&self, rate: f64, timing: Timing, on: Uplift, share: f64) -> Result<f64, NoFigure> {
        let uplifted = match on {
            Uplift::Investment => self.investment(),
            Uplift::AllCosts => self.costs(),
        };
        let flows: Vec<f64> = self.net().iter().zip(&uplifted).map(|(net, cost)| net - share * cost).collect();
        npv(rate, &flows, timing)
    }

    /// Gives the factor on benefits that leaves nothing: 0.775 says that marketing may be wrong by 22.5 %.
    ///
    /// Errors: [`NoFigure`]; [`NoFigure::Never`] when there are no benefits to multiply.
    /// Oracle: tests/money/oracles/planning.csv.
    pub fn break_even_benefit(&self, rate: f64, timing: Timing) -> Result<f64, NoFigure> {
        let benefits = npv(rate, &self.padded(&self.benefit), timing)?;
        let costs = npv(rate, &self.costs(), timing)?;
        if benefits <= 0.0 {
            return Err(NoFigure::Never);
        }
        number(costs / benefits)
    }

    /// Gives the uplift on costs that leaves nothing: 0.432 says that IT may be wrong by 43.2 %; negative when the case
    /// already loses.
    ///
    /// Errors: [`NoFigure`]; [`NoFigure::Never`] when there are no such costs.
    /// Oracle: tests/money/oracles/planning.csv.
    pub fn break_even_uplift(&self, rate: f64, timing: Timing, on: Uplift) -> Result<f64, NoFigure> {
        sane(&self.net(), rate)?;
        let bears = match on {
            Uplift::Investment => npv(rate, &self.investment(), timing)?,
            Uplift::AllCosts => npv(rate, &self.costs(), timing)?,
        };
        if bears <= 0.0 {
            return Err(NoFigure::Never);
        }
        number(npv(rate, &self.net(), timing)? / bears)
    }
}
