using System.Numerics;

namespace Autodiff.Bench;

/// <summary>The price of a European call and its derivatives by spot, strike, rate, volatility and maturity, a tape for each option.</summary>
internal static class BlackScholes
{
    public static Workload Greeks(int options)
    {
        var tape = new Tape<double>();
        var random = new Random(1);
        var spots = Enumerable.Range(0, options).Select(_ => 80 + (40 * random.NextDouble())).ToArray();
        double Run()
        {
            double sum = 0;
            foreach (double price in spots)
            {
                tape.Reset();
                var spot = tape.Input(price);
                var strike = tape.Input(100);
                var rate = tape.Input(0.03);
                var volatility = tape.Input(0.2);
                var maturity = tape.Input(1.5);
                var greeks = tape.Gradient(Price(spot, strike, rate, volatility, maturity));
                sum += greeks[spot] + greeks[strike] + greeks[rate] + greeks[volatility] + greeks[maturity];
            }

            return sum;
        }

        Run();
        int operations = tape.Count - 5 + 4; // without the inputs; each Φ(x) = ½ erfc(-x/√2) counts three
        return new((long)options * operations, Run);
    }

    private static T Price<T>(T spot, T strike, T rate, T volatility, T maturity) where T : IFloatingPointIeee754<T>
    {
        T half = T.CreateChecked(0.5);
        T spread = volatility * T.Sqrt(maturity);
        T d1 = (T.Log(spot / strike) + ((rate + (half * (volatility * volatility))) * maturity)) / spread;
        T discounted = strike * T.Exp(-rate * maturity);
        return (spot * Functions.NormalCdf(d1)) - (discounted * Functions.NormalCdf(d1 - spread));
    }
}
