namespace Autodiff.Operations; internal static class ErrorFunction {
public static double Erf(double x)=>throw new NotSupportedException();
public static double Erfc(double x)=>throw new NotSupportedException();
public static double ErfInv(double x)=>throw new NotSupportedException();
}
