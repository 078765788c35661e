// Reads all pages of an account's devices under .NET's default quotas.

using System.Collections.Generic;
using System.Linq;
using NPhase.UnifiedWebService.APIs.v2.Contract.DeviceService;
using NPhase.UnifiedWebService.APIs.v2.Contract.SessionService;
using Message = nphase.com.unifiedwebservice.v2;

static class Pages
{
    static IEnumerable<GetDeviceListResponse> All()
    {
        var token = Uws.Channel<ISessionService>("SessionService").LogIn(new Message.LogIn
        {
            Input = new LogInRequest { Username = "demo", Password = "demo" }
        }).token;
        var devices = Uws.Channel<IDeviceService>("DeviceService");
        GetDeviceListResponse page = null;
        do
        {
            page = devices.GetDeviceList(new Message.GetDeviceList
            {
                token = token,
                Input = new GetDeviceListRequest
                {
                    AccountName = "0212345678-00001",
                    LargestDeviceIdSeen = page == null ? 0 : Show.LargestDeviceId(page),
                },
            }).Output;
            yield return page;
        } while (!page.IsComplete);
    }

    static string Iccid(DeviceInformation device)
    {
        return device.DeviceIdentifiers.Single(id => id.Kind == "iccId").Identifier;
    }

    static void Main()
    {
        var pages = All().ToList();
        var iccids = pages.SelectMany(page => page.Devices).Select(Iccid).ToList();
        Show.Line("pages", pages.Count);
        Show.Line("devices", iccids.Count);
        Show.Line("distinct", iccids.Distinct().Count());
        Show.Line("first", iccids.First());
        Show.Line("last", iccids.Last());
        Show.Line("largest", Uws.Largest);
    }
}
