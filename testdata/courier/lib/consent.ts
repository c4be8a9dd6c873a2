import { promisify } from './promisify';

const getSetting = promisify(wx.getSetting);

/** Tells whether the user has allowed the location; it asks nothing. */
export async function mayLocate(): Promise<boolean> {
  const { authSetting } = await getSetting({});
  return authSetting['scope.userLocation'] === true;
}
