// Axis 1.4: the day of an old integration, with stubs and beans that WSDL2Java made.

import java.rmi.RemoteException;
import java.util.Arrays;
import java.util.List;
import org.apache.axis.AxisFault;
import org.apache.axis.client.Stub;
import uws.callbackregistration.CallbackRegistrationServiceLocator;
import uws.callbackregistration.RegisterCallbackRequest;
import uws.carrier.CarrierServiceLocator;
import uws.carrier.CustomField;
import uws.carrier.DeviceIdentifier;
import uws.carrier.DeviceIdentifierCollection;
import uws.carrier.MoveDeviceRequest;
import uws.device.DeviceInformation;
import uws.device.DeviceServiceLocator;
import uws.device.GetDeviceListRequest;
import uws.device.IDeviceService;
import uws.session.ISessionService;
import uws.session.LogInRequest;
import uws.session.LogOutRequest;
import uws.session.SessionServiceLocator;

final class Client {
    private static final String V2 = "http://nphase.com/unifiedwebservice/v2";

    private final ISessionService sessions =
            new SessionServiceLocator().getBasicHttpBinding_ISessionService();
    private final IDeviceService devices =
            new DeviceServiceLocator().getBasicHttpBinding_IDeviceService();

    private Client() throws Exception {}

    /** The stub, sending the token with all calls from now on. */
    private static <T> T withToken(T stub, String token) {
        ((Stub) stub).clearHeaders();
        ((Stub) stub).setHeader(V2, "token", token);
        return stub;
    }

    private static <T> List<T> listOf(T[] items) {
        return items == null ? null : Arrays.asList(items);
    }

    private String logIn() throws RemoteException {
        ((Stub) sessions).clearHeaders();
        return sessions.logIn(new LogInRequest("demo", "demo")).getSessionToken();
    }

    private static GetDeviceListRequest request(String account, long lastSeen) {
        var input = new GetDeviceListRequest();
        input.setAccountName(account);
        input.setLargestDeviceIdSeen(lastSeen);
        return input;
    }

    /** Prints a page; returns the DeviceId to go on after. */
    private long showPage(String name, String account, long lastSeen) throws RemoteException {
        var page = devices.getDeviceList(request(account, lastSeen));
        var found = page.getDevices();
        Printer.show(name + ".complete", page.isIsComplete());
        Printer.show(name + ".count", found.length);
        for (int i = 0; i < found.length; ++i) {
            showDevice(name + "." + (i + 1) + ".", found[i]);
        }
        var attributes = found[found.length - 1].getExtendedAttributes();
        return Long.parseLong(attributes[attributes.length - 1].getValue());
    }

    private static void showDevice(String prefix, DeviceInformation device) {
        Printer.show(prefix + "account", device.getAccountName());
        Printer.show(prefix + "billing_end", device.getBillingCycleEndDate());
        Printer.show(prefix + "plan", device.getCarrierInformation().getServicePlan());
        Printer.show(prefix + "state", device.getCarrierInformation().getState());
        Printer.show(prefix + "connected", device.getConnected());
        Printer.show(prefix + "created", device.getCreatedAt());
        Printer.show(prefix + "custom", Printer.pairs(listOf(device.getCustomFields()),
                uws.device.CustomFieldObj::getName, uws.device.CustomFieldObj::getValue));
        Printer.show(prefix + "group", device.getDeviceGroupName());
        Printer.show(prefix + "ids", Printer.pairs(listOf(device.getDeviceIdentifiers()),
                uws.device.DeviceIdentifier::getKind, uws.device.DeviceIdentifier::getIdentifier));
        Printer.show(prefix + "attributes", Printer.pairs(listOf(device.getExtendedAttributes()),
                uws.device.ExtendedAttributesObj::getKey,
                uws.device.ExtendedAttributesObj::getValue));
        Printer.show(prefix + "ip", device.getIpAddress());
        Printer.show(prefix + "activated_by", device.getLastActivationBy());
        Printer.show(prefix + "activated", device.getLastActivationDate());
        Printer.show(prefix + "connected_at", device.getLastConnectionDate());
    }

    private void showFault(String name, String account) throws RemoteException {
        try {
            devices.getDeviceList(request(account, 0));
        } catch (AxisFault fault) {
            Printer.show("fault." + name + ".code", fault.getFaultCode());
            Printer.show("fault." + name + ".text", fault.getFaultString());
        }
    }

    private static DeviceIdentifierCollection device(DeviceIdentifier... ids) {
        return new DeviceIdentifierCollection(ids, null);
    }

    private static MoveDeviceRequest move() {
        var input = new MoveDeviceRequest();
        input.setDeviceList(new DeviceIdentifierCollection[] {
            device(new DeviceIdentifier("ICCID", "89148000000800784259"),
                    new DeviceIdentifier("imei", "990003420535573")),
            device(new DeviceIdentifier("mdn", "5096300588"))});
        input.setAccountName("0212345678-00002");
        input.setServicePlan("M2MSHR5GB");
        input.setCustomFields(new CustomField[] {
            new CustomField("CustomField1", "Depot 7"),
            new CustomField("CustomField2", "north-east")});
        return input;
    }

    private void run() throws Exception {
        String token = logIn();
        Printer.show("login.header",
                ((Stub) sessions).getResponseHeader(V2, "token").getValue());
        Printer.show("login.output", token);

        withToken(devices, token);
        long last = showPage("page1", "0212345678-00001", 0);
        showPage("page2", "0212345678-00001", last);

        var carrier = new CarrierServiceLocator().getBasicHttpBinding_ICarrierService();
        Printer.show("move.request_id",
                withToken(carrier, token).moveDevice(move()).getRequestId());

        showFault("character", "it's");
        showFault("account", "0212345678-00009");
        Printer.show("logout.output",
                withToken(sessions, token).logOut(new LogOutRequest(token)).getSessionToken());
        showFault("session", "0212345678-00001");

        var callbacks = new CallbackRegistrationServiceLocator()
                .getBasicHttpBinding_ICallbackRegistrationService();
        var registered = withToken(callbacks, logIn()).registerCallback(new RegisterCallbackRequest(
                "0212345678-00001", "CarrierService", System.getenv("UWS_RECEIVER"),
                "récepteur & fils", "pass \"word\" > 1"));
        Printer.show("register.account", registered.getAccountName());
        Printer.show("register.service", registered.getServiceName());
    }

    public static void main(String[] arguments) throws Exception {
        new Client().run();
    }
}
